import {quote} from '../../api/go/quote.ts'
import {badRequest, internalError, StatusError, unauthorized} from '../../api/status-error.ts'
import type {ApiResponse} from '../../client/transport.ts'
import type {Store} from '../etcd/store.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import type {Features} from '../resources/gated-fields.ts'
import type {ResourceRegistry} from '../resources/registry.ts'
import type {Activity} from '../runtime/activity.ts'
import type {Clock} from '../runtime/clock.ts'
import type {Logger} from '../runtime/logger.ts'
import type {Durations} from '../runtime/metrics/durations.ts'
import type {Random} from '../runtime/random.ts'
import type {AdmissionPlugin} from './admission/admission.ts'
import type {ServiceAllocatorOptions} from './allocators/index.ts'
import {type Auditor, completed, panicked} from './audit/auditor.ts'
import {forbiddenAttributes} from './auth/forbidden.ts'
import type {Attributes, Authenticator, Authorizer, Impersonation, TokenIssuer} from './auth/interfaces.ts'
import {attributesOf} from './authorization-attributes.ts'
import type {Encryption} from './encryption/index.ts'
import {filterTimes, type Passed} from './filters/filter-times.ts'
import {isLongRunning} from './filters/long-running.ts'
import type {FlowControl} from './flow-control/index.ts'
import {seatsOf} from './flow-control/work-estimate.ts'
import {makeServerParts} from './make-server-parts.ts'
import type {NodeConnector} from './node-connector.ts'
import {PlainError, plainErrorResponse} from './plain-error.ts'
import {Warnings} from './request-context.ts'
import {type RequestInfo, requestInfo} from './request-info.ts'
import {errorResponse} from './responses.ts'
import {routeResource} from './route-resource.ts'
import type {ServerParts} from './server-parts.ts'
import type {ServerRequest, UserInfo} from './server-request.ts'

/** Answers what is no resource: discovery, OpenAPI, health, metrics, version. Undefined: not its path. */
export interface PathHandler {
  handle(
    request: ServerRequest,
    info: RequestInfo,
    user: UserInfo,
  ): Promise<ApiResponse | undefined> | ApiResponse | undefined
}

export interface ApiServerOptions {
  store: Store
  clock: Clock
  random: Random
  activity: Activity
  definitions: Iterable<ResourceDefinition> | ResourceRegistry
  /** Which features are on; absent: those that are by default. */
  features?: Features
  admission?: readonly AdmissionPlugin[]
  /** See ServerParts. */
  admissionMetrics?: ServerParts['admissionMetrics']
  deprecated?: ServerParts['deprecated']
  expressionTimes?: ServerParts['expressionTimes']
  /** Absent: everybody is who the transport says, or system:admin. */
  authenticator?: Authenticator
  /** Absent: everything is allowed. */
  authorizer?: Authorizer
  impersonation?: Impersonation
  nodes?: NodeConnector
  tokens?: TokenIssuer
  /** See ServerParts. */
  components?: ServerParts['components']
  kinds?: ServerParts['kinds']
  /** The network of cluster IPs and the range of node ports, where they are not the usual ones. */
  services?: Pick<ServiceAllocatorOptions, 'network' | 'ports' | 'metrics'>
  /** Absent: nothing is encrypted at rest. */
  encryption?: Encryption
  /** Absent: no audit log. */
  auditor?: Auditor
  /** How long requests from outside are in each filter; absent: nobody measures. */
  filterDurations?: Durations
  /** Absent: everybody is served at once. */
  flowControl?: FlowControl
  log?: Logger
  /** Freezes objects that readers share, so that tests find who mutates them. */
  frozen?: boolean
  /** Asked in turn before resources are. */
  paths?: readonly PathHandler[]
}

export interface ApiServer {
  handle(request: ServerRequest): Promise<ApiResponse>
  readonly resources: ResourceRegistry
  /** The parts that handlers and plugins share; for who extends the server in this process. */
  readonly parts: ServerParts
  /** Ends all watches. */
  stop(): void
}

/** The API server: a function from requests to answers. Failures are answers too; it never throws. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const {parts, stores} = makeServerParts(options)
  return {
    resources: parts.resources,
    parts,
    async handle(request) {
      const warnings = new Warnings()
      const info = requestInfo(request.method, request.url)
      const exchange: Exchange = {request, info, warnings}
      const answer = withWarnings(await answered(options, parts, exchange), warnings)
      if (!warnings.audit) return answer
      const told = completed(warnings.audit, info, answer)
      await options.auditor?.stored()
      return told
    },
    stop() {
      for (const resource of stores.values()) if (resource.cache) resource.dropCache(resource.cache)
    },
  }
}

/** A request on its way, before it is known whose it is. */
interface Exchange {
  request: ServerRequest
  info: RequestInfo
  warnings: Warnings
  /** Gives back what the request took of the server. */
  leave?(): void
}

async function answered(options: ApiServerOptions, parts: ServerParts, exchange: Exchange): Promise<ApiResponse> {
  try {
    return await serve(options, parts, exchange)
  } catch (error) {
    return failed(options, parts, exchange, error)
  } finally {
    exchange.leave?.()
  }
}

async function serve(options: ApiServerOptions, parts: ServerParts, exchange: Exchange): Promise<ApiResponse> {
  const {request, info, warnings} = exchange
  if (info.unresolved) throw unresolvable(info.unresolved, request)
  const passed = options.filterDurations && request.outside ? filterTimes(options.filterDurations) : undefined
  const user = isKnown(options, request) ? request.user! : await identify(options, parts, exchange, passed)
  const attributes = attributesOf(info, user)
  if (options.flowControl && request.outside) await takeTurn(options.flowControl, exchange, attributes, parts)
  passed?.('priorityandfairness')
  const {allowed, reason, error} = await parts.authorizer.authorize(attributes)
  passed?.('authorization')
  if (!allowed && error) {
    warnings.audit?.annotate('authorization.k8s.io/reason', 'internal error')
    throw new PlainError(500, `Internal Server Error: ${JSON.stringify(request.url)}: ${error}`)
  }
  warnings.audit?.annotate('authorization.k8s.io/decision', allowed ? 'allow' : 'forbid')
  warnings.audit?.annotate('authorization.k8s.io/reason', reason ?? '')
  if (!allowed) throw forbiddenAttributes(attributes, reason)
  for (const path of options.paths ?? []) {
    // Of most requests they know at once that it is none of theirs.
    const answering = path.handle(request, info, user)
    const response = answering && (await answering)
    if (response) return response
  }
  return routeResource(parts, request, info, user, warnings)
}

/** Comes before everything that else is said of a request, caches included. */
const unresolvable = (why: string, {url}: ServerRequest): PlainError =>
  new PlainError(500, `Internal Server Error: ${quote(url)}: failed to create RequestInfo: ${why}`, {
    'cache-control': '',
  })

/** Whether nothing is to be found out or noted about who asks, as of the cluster's own parts. */
const isKnown = ({auditor, impersonation}: ApiServerOptions, request: ServerRequest): boolean =>
  request.user !== undefined && !request.outside && !auditor && !impersonation?.isWanted(request)

async function identify(
  {authenticator, auditor, impersonation}: ApiServerOptions,
  {authorizer}: ServerParts,
  {request, info, warnings}: Exchange,
  passed: Passed | undefined,
): Promise<UserInfo> {
  const user = request.user ?? (authenticator ? await authenticator.authenticate(request) : administrator)
  if (!user) throw unauthorized()
  passed?.('authentication')
  warnings.audit = auditor?.begin(request, info, attributesOf(info, user))
  if (auditor && warnings.audit && (await auditor.stored()) === false) {
    auditor.rejected += 1
    throw new PlainError(500, `Internal Server Error: ${quote(request.url)}: failed to store audit event`)
  }
  passed?.('audit')
  if (!impersonation?.isWanted(request)) return user
  const become = await impersonation.impersonate(request, user, authorizer)
  if (become !== user) warnings.audit?.impersonating(become)
  passed?.('impersonation')
  return become
}

/** Waits until the request may be served; throws the 429 of those that wait in vain. What lasts takes no seat, but for the beginning of a watch. */
async function takeTurn(
  flowControl: FlowControl,
  exchange: Exchange,
  attributes: Attributes,
  parts: ServerParts,
): Promise<void> {
  if (isLongRunning(exchange.info) && exchange.info.verb !== 'watch') return
  const {info} = exchange
  const width = (widest: number): number => {
    const definition = parts.resources.get(info)
    return seatsOf(info, definition?.storage ? parts.resourceStore(definition) : undefined, widest)
  }
  const kind = ['GET', 'HEAD', 'OPTIONS'].includes(exchange.request.method) ? 'readOnly' : 'mutating'
  flowControl.waiting[kind] += 1
  const outcome = await flowControl.admit(attributes, width).finally(() => {
    flowControl.waiting[kind] -= 1
  })
  if (!outcome) return
  exchange.warnings.ticket = outcome.ticket
  if ('rejected' in outcome)
    throw new PlainError(429, 'Too many requests, please try again later.', {'retry-after': '1'})
  exchange.leave = outcome.release
}

/** The answer that an error is, where it is one; anything else is the server's own fault. */
function failed(
  {auditor}: ApiServerOptions,
  {log}: ServerParts,
  {request, info, warnings}: Exchange,
  error: unknown,
): ApiResponse {
  if (error instanceof PlainError) return plainErrorResponse(error)
  if (isStackOverflow(error)) return errorResponse(badRequest('exceeded max depth'), request)
  if (error instanceof StatusError) {
    const response = errorResponse(error, request)
    if (error.code === 401 && !warnings.audit) auditor?.refused(request, info, attributesOf(info, nobody), response)
    return response
  }
  const fault = error instanceof Error ? error : new Error(String(error))
  log.error('request failed', {error: fault.stack ?? fault.message})
  if (warnings.audit) panicked(warnings.audit, fault)
  warnings.audit = undefined
  return errorResponse(internalError(fault.message), request)
}

const nobody: UserInfo = {name: '', groups: []}
const administrator: UserInfo = {name: 'system:admin', groups: ['system:masters', 'system:authenticated']}

function withWarnings(response: ApiResponse, warnings: Warnings): ApiResponse {
  const {ticket} = warnings
  const headers = warnings.headers()
  if (headers.length === 0 && !ticket) return response
  return {
    ...response,
    headers: {
      ...response.headers,
      ...(headers.length > 0 && {warning: headers}),
      ...(ticket && {
        'x-kubernetes-pf-flowschema-uid': ticket.schemaUid,
        'x-kubernetes-pf-prioritylevel-uid': ticket.levelUid,
      }),
    },
  }
}

/** What nests too deep for us to walk through; Kubernetes, too, has a limit. */
const isStackOverflow = (error: unknown): boolean => error instanceof RangeError && /call stack/.test(error.message)
