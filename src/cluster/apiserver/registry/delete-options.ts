import {type FieldError, invalidValue, notSupported} from '../../../api/field-error.ts'
import {jsonKind} from '../../../api/go/json-kind.ts'
import {decode, schemaOf} from '../../../api/schema/index.ts'
import {invalid, StatusError} from '../../../api/status-error.ts'
import {parseYamlStrictly} from '../../../api/yaml/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {type Body, bodyJson, limitedBody, readBody} from '../decoding/read-body.ts'
import {dryRunProblems, readBoolean, readInteger} from '../handlers/query-options.ts'
import type {ServerRequest} from '../server-request.ts'

export interface DeleteOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: string
  orphanDependents?: boolean
  preconditions?: {uid?: string; resourceVersion?: string}
  dryRun?: string[]
  ignoreStoreReadErrorWithClusterBreakingPotential?: boolean
}

/** The options of a delete: from its body if it has one, else from its query. */
export function readDeleteOptions(request: ServerRequest, query: URLSearchParams): DeleteOptions {
  if (limitedBody(request) === '') return fromQuery(query)
  const body = readBody(request)
  try {
    const value = parsed(body)
    const {apiVersion = '', kind = ''} = typeMeta(value)
    if ((kind || 'DeleteOptions') !== 'DeleteOptions')
      throw new Error(
        `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion || 'v1')} in scheme "pkg/runtime/scheme.go:110"`,
      )
    return decode(schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'), (value ?? {}) as object)
      .object as DeleteOptions
  } catch (error) {
    throw new StatusError({message: (error as Error).message, code: 500})
  }
}

function parsed({format, value, decodeAs}: Body): unknown {
  if (typeof value === 'object' && !(value instanceof Uint8Array)) return value
  if (decodeAs) return decodeAs({group: '', version: 'v1', kind: 'DeleteOptions'})
  if (format === 'yaml') return parseYamlStrictly(value).value
  try {
    return bodyJson(value)
  } catch (error) {
    throw new Error(`${noTypeMeta}: ${(error as Error).message}`)
  }
}

/** What a body says that it is. */
function typeMeta(value: unknown): {apiVersion?: string; kind?: string} {
  const refuse = (why: string): Error => new Error(`${noTypeMeta}: json: cannot unmarshal ${why}`)
  if (typeof value !== 'object' || Array.isArray(value))
    throw refuse(
      `${jsonKind(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    )
  const {apiVersion, kind} = (value ?? {}) as Record<string, unknown>
  for (const [name, field] of Object.entries({apiVersion, kind}))
    if (field !== undefined && field !== null && typeof field !== 'string')
      throw refuse(`${jsonKind(field)} into Go struct field .${name} of type string`)
  return {...(apiVersion ? {apiVersion: String(apiVersion)} : {}), ...(kind ? {kind: String(kind)} : {})}
}

const noTypeMeta = "couldn't get version/kind; json parse error"

/** Throws what keeps options from being followed. */
export function checkDeleteOptions(options: DeleteOptions): void {
  const errors = deleteOptionErrors(options)
  if (errors.length > 0) throw invalid({group: 'meta.k8s.io', kind: 'DeleteOptions'}, '', errors)
}

function deleteOptionErrors(options: DeleteOptions): FieldError[] {
  const {propagationPolicy: policy, orphanDependents, dryRun = []} = options
  const errors: FieldError[] = []
  if (policy !== undefined && orphanDependents !== undefined)
    errors.push(
      invalidValue('propagationPolicy', policy, 'orphanDependents and deletionPropagation cannot be both set'),
    )
  if (policy !== undefined && !['Foreground', 'Background', 'Orphan'].includes(policy))
    errors.push(notSupported('propagationPolicy', policy, ['Foreground', 'Background', 'Orphan', 'nil']))
  return [...errors, ...dryRunProblems(dryRun)]
}

/** What to say where neither the request nor a good default tells what becomes of dependents. */
export const propagationWarnings = (
  {defaultPropagationWarning: warning}: ResourceDefinition,
  {propagationPolicy, orphanDependents}: DeleteOptions,
): string[] => (warning && propagationPolicy === undefined && orphanDependents === undefined ? [warning] : [])

function fromQuery(query: URLSearchParams): DeleteOptions {
  const policy = query.get('propagationPolicy')
  const gracePeriodSeconds = readInteger(query, 'gracePeriodSeconds')
  const orphanDependents = readBoolean(query, 'orphanDependents')
  const [uid, resourceVersion] = [query.get('uid'), query.get('resourceVersion')]
  const preconditions = {...(uid && {uid}), ...(resourceVersion && {resourceVersion})}
  return {
    ...(gracePeriodSeconds !== undefined && {gracePeriodSeconds}),
    ...(orphanDependents !== undefined && {orphanDependents}),
    ...(policy !== null && {propagationPolicy: policy}),
    ...(Object.keys(preconditions).length > 0 && {preconditions}),
    ...(query.has('dryRun') && {dryRun: query.getAll('dryRun')}),
  }
}
