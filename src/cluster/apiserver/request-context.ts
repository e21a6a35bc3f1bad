import type {GroupResource} from '../../api/object.ts'
import type {ResourceDefinition, Subresource} from '../resources/define-resource.ts'
import type {AuditRecord} from './audit/audit-record.ts'
import type {Ticket} from './flow-control/index.ts'
import type {ResourceStore} from './registry/resource-store.ts'
import type {RequestInfo} from './request-info.ts'
import type {ServerParts} from './server-parts.ts'
import type {ServerRequest, UserInfo} from './server-request.ts'

/** One request for a resource on its way through the handlers. */
export interface RequestContext {
  server: ServerParts
  request: ServerRequest
  info: RequestInfo
  user: UserInfo
  definition: ResourceDefinition
  /** What the request is for besides the object itself: `status`, `scale`, `log` … */
  subresource?: Subresource
  warnings: Warnings
}

/** What is said of a request beside its answer: Warning headers, each text once, in order, and what the audit log is to know. */
export class Warnings {
  /** What the request was taken for among all others, where that counts. */
  ticket?: Ticket
  /** Absent where nothing is to be written down. */
  audit?: AuditRecord
  private readonly texts = new Set<string>()

  add(text: string): void {
    if (text) this.texts.add(text)
  }

  addAll(texts: Iterable<string>): void {
    for (const text of texts) this.add(text)
  }

  headers(): string[] {
    return [...this.texts].map(text => `299 - ${JSON.stringify(text)}`)
  }
}

/** The store of the resource that a request is for. */
export const storeOf = ({server, definition}: RequestContext): ResourceStore => server.resourceStore(definition)

export const groupResourceOf = ({group, plural}: ResourceDefinition): GroupResource => ({group, resource: plural})
