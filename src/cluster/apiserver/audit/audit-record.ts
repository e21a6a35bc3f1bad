import {randomUUID} from 'node:crypto'
import {escapeHtml} from '../../../api/json/escape-html.ts'
import {isQualifiedName} from '../../../api/names.ts'
import type {JsonObject, KubeObject} from '../../../api/object.ts'
import {inWrittenOrder, type Schema} from '../../../api/schema/index.ts'
import {microTimestamp} from '../../runtime/clock.ts'
import {headerValues} from '../auth/headers.ts'
import {writtenForm} from '../encoding/encode-json.ts'
import type {RequestInfo} from '../request-info.ts'
import type {ServerRequest, UserInfo} from '../server-request.ts'
import type {AuditConfig, Stage} from './policy.ts'
import {sourceAddresses} from './source-addresses.ts'
import {withoutManagedFields} from './without-managed-fields.ts'

/** Longer ones are cut. */
const longestId = 64

export interface RecordParts {
  request: ServerRequest
  info: RequestInfo
  /** Undefined: nobody knows. */
  user?: UserInfo
  config: AuditConfig
  now(): number
  write(line: string): void
}

/** What is known of one request, told stage by stage as the policy wants it: audit.k8s.io/v1 Events, field for field as kube-apiserver writes them. */
export class AuditRecord {
  readonly id: string
  private readonly parts: RecordParts
  private readonly received: string
  private readonly annotations = new Map<string, string>()
  private readonly reference: Record<string, string | undefined>
  private impersonated?: UserInfo
  private requestObject?: unknown
  private responseObject?: unknown
  private status?: JsonObject

  constructor(parts: RecordParts) {
    const {request, info} = parts
    this.parts = parts
    this.id = (headerValues(request, 'audit-id')[0] || randomUUID()).slice(0, longestId)
    this.received = microTimestamp(parts.now())
    const {resource, namespace, name, group, version, subresource} = info
    this.reference = {
      resource,
      namespace,
      name,
      uid: undefined,
      apiGroup: group,
      apiVersion: version,
      resourceVersion: undefined,
      subresource,
    }
  }

  /** The first of each key counts. */
  annotate(key: string, value: string): void {
    if (!this.annotations.has(key)) this.annotations.set(key, value)
  }

  /** What admission says of the request, from a level on; keys that are none are dropped. */
  annotateAdmission(key: string, value: string, least: 'Metadata' | 'Request' = 'Metadata'): void {
    const isKey = key.split('/').length === 2 && isQualifiedName(key).length === 0
    if (isKey && (least === 'Metadata' || this.parts.config.level.startsWith(least))) this.annotate(key, value)
  }

  impersonating(user: UserInfo): void {
    this.impersonated = user
  }

  /** What the request's body was read as, told as the type's fields are written; it may be changed afterwards. */
  decoded(object: KubeObject | JsonObject, schema?: Schema): void {
    const {name, namespace, uid, resourceVersion} = (object['metadata'] ?? {}) as KubeObject['metadata']
    this.reference['name'] ||= name
    this.reference['namespace'] ||= namespace
    this.reference['uid'] ||= uid
    this.reference['resourceVersion'] ||= resourceVersion
    if (!this.tells('Request')) return
    const told = structuredClone(this.bare(object))
    this.requestObject = schema ? inWrittenOrder(schema, told) : told
  }

  /** A patch as it was sent. */
  patched(patch: unknown): void {
    if (this.tells('Request')) this.requestObject = structuredClone(patch)
  }

  /** What is answered; what is no object of the API's is not told. */
  answered(code: number, object?: JsonObject): void {
    const isStatus = object?.['kind'] === 'Status' && object['apiVersion'] === 'v1'
    const {kind: _, apiVersion: __, ...status} = isStatus ? object : {kind: '', apiVersion: '', metadata: {}}
    this.status = {...status, code}
    if (object?.['kind'] && this.tells('RequestResponse')) this.responseObject = this.bare(writtenForm(object))
  }

  emit(stage: Stage): void {
    const {config, write, now} = this.parts
    if (config.level === 'None' || config.omitStages.has(stage)) return
    const stageTimestamp = stage === 'RequestReceived' ? this.received : microTimestamp(now())
    write(`${escapeHtml(JSON.stringify(this.event(stage, stageTimestamp)))}\n`)
  }

  private event(stage: Stage, stageTimestamp: string): JsonObject {
    const {request, info, user, config} = this.parts
    const agent = headerValues(request, 'user-agent')[0]
    const annotations = Object.fromEntries([...this.annotations].sort(([a], [b]) => (a < b ? -1 : 1)))
    return {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: config.level,
      auditID: this.id,
      stage,
      requestURI: request.url,
      verb: info.verb,
      user: user ? userOf(user) : {},
      ...(this.impersonated && {impersonatedUser: userOf(this.impersonated)}),
      sourceIPs: sourceAddresses(request),
      ...(agent && {userAgent: agent}),
      ...(info.resourceRequest && {objectRef: filled(this.reference)}),
      ...(this.status && {responseStatus: this.status}),
      ...(this.requestObject !== undefined && {requestObject: this.requestObject}),
      ...(this.responseObject !== undefined && {responseObject: this.responseObject}),
      requestReceivedTimestamp: this.received,
      stageTimestamp,
      ...(this.annotations.size > 0 && {annotations}),
    }
  }

  private tells(least: 'Request' | 'RequestResponse'): boolean {
    const {level} = this.parts.config
    return level === 'RequestResponse' || level === least
  }

  private bare(object: object): object {
    return this.parts.config.omitManagedFields ? withoutManagedFields(object) : object
  }
}

const userOf = ({name, uid, groups, extra}: UserInfo): JsonObject => ({
  username: name,
  ...(uid && {uid}),
  ...(groups.length > 0 && {groups}),
  ...(extra && Object.keys(extra).length > 0 && {extra}),
})

const filled = (fields: Record<string, string | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
