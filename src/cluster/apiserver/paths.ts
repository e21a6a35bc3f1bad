import type {JsonObject} from '../../api/object.ts'
import type {ApiResponse} from '../../client/transport.ts'
import type {Store} from '../etcd/store.ts'
import type {Auth} from './auth/index.ts'
import {jsonWebKeySet, openidConfiguration} from './auth/service-accounts/openid.ts'
import type {PathHandler} from './create-api-server.ts'
import {debugFlags} from './debug-flags.ts'
import {type ApiGroup, Discovery} from './discovery/index.ts'
import {checkAccept, headerOf} from './encoding/negotiate.ts'
import {type HealthProbes, healthAnswer, healthPaths, healthStates} from './health.ts'
import type {MetricSources, RequestMetrics} from './metrics/index.ts'
import type {OpenApiDocuments, OtherDocuments} from './openapi/index.ts'
import {openidDocument} from './openid-document.ts'
import type {RequestInfo} from './request-info.ts'
import {checkRoute, methodNotAllowed, notServed} from './resource-routes.ts'
import type {ServerParts} from './server-parts.ts'
import type {ServerRequest} from './server-request.ts'
import {versionInfo} from './version.ts'

export interface PathOptions {
  /** Asked for when it is first needed, for the server needs its paths. */
  server(): ServerParts
  store: Store
  /** False once the server goes down; absent: it never does. */
  serving?(): boolean
  /** Rejects with what is wrong with who keeps encryption keys. */
  keys?: HealthProbes['keys']
  auth: Pick<Auth, 'issuerUrl' | 'signingKey'>
  /** `host:port` by which clients reach the server. */
  serverAddress(): string
  requests?: RequestMetrics
  /** What else has something to tell in metrics. */
  sources?: Pick<MetricSources, 'audit' | 'etcd' | 'flowControl' | 'keys' | 'own'>
  /** Groups that aggregated API servers serve; the same array while nothing changes. */
  groups?(): readonly ApiGroup[]
  /** OpenAPI documents that aggregated servers have. */
  otherDocuments?: OtherDocuments
}

/** Everything that is served and is no resource. */
export class ServerPaths implements PathHandler {
  private readonly options: PathOptions
  private readonly probes: HealthProbes
  private found?: Discovery
  private openapi?: Promise<OpenApiDocuments>

  constructor(options: PathOptions) {
    this.options = options
    this.probes = {
      etcd: () => options.store.range({key: '/registry/health', countOnly: true}),
      serving: () => options.serving?.() ?? true,
      ...(options.keys && {keys: options.keys}),
    }
  }

  /** Which groups are served. Made when first needed. */
  get discovery(): Discovery {
    const {server, groups, serverAddress} = this.options
    this.found ??= new Discovery({registry: server().resources, others: groups, serverAddress})
    return this.found
  }

  handle(request: ServerRequest, info: RequestInfo): Promise<ApiResponse | undefined> | undefined {
    return info.resourceRequest ? this.checkResource(info, request.method) : this.answer(request, info)
  }

  private async answer(request: ServerRequest, {path, query}: RequestInfo): Promise<ApiResponse | undefined> {
    const answer = await healthAnswer(path, query, this.probes)
    if (answer) return answer
    if (path === '/metrics' || path === '/metrics/slis') return this.metrics(path, request.method)
    if (path.startsWith('/debug/api_priority_and_fairness/')) return this.dump(path)
    if (path === '/openapi/v2' || path === '/openapi/v3' || path.startsWith('/openapi/v3/'))
      return (await this.documents()).answer(path, request)
    if (path.startsWith('/debug/pprof/')) return unknownProfile
    if (path === '/debug/flags' || path.startsWith('/debug/flags/')) return debugFlags(path, request)
    if (request.method !== 'GET' && readOnly.has(path)) throw methodNotAllowed()
    if (request.method !== 'GET' && this.isRouted(path) && this.lookUp(path, {method: 'GET', url: path}))
      throw methodNotAllowed()
    const found = this.lookUp(path, request)
    if (!found && this.isUnderRoute(path)) throw notServed()
    return found
  }

  private lookUp(path: string, request: ServerRequest): ApiResponse | undefined {
    return this.document(path, request) ?? this.discovery.answer(path, request)
  }

  /** What is routed by method; everything else answers whatever the method. */
  private isRouted(path: string): boolean {
    const [root, group, version] = path.split('/').filter(Boolean)
    if (root === 'apis') return version !== undefined && this.isBuiltIn(group!)
    return root === 'api' || root === 'version' || root === 'openid' || root === '.well-known'
  }

  /** Where Kubernetes' router answers for all that lies beneath. */
  private isUnderRoute(path: string): boolean {
    const [, root, group = '', version] = path.split('/')
    if (root === 'apis') return version !== undefined && this.isBuiltIn(group)
    return routed.some(each => path.startsWith(`${each}/`))
  }

  private isBuiltIn(group: string): boolean {
    for (const definition of this.options.server().resources.all())
      if (definition.group === group) return definition.schema !== ''
    return false
  }

  private async metrics(path: string, method: string): Promise<ApiResponse> {
    const {healthMetricsAnswer, metricsAnswer, RequestMetrics} = await import('./metrics/index.ts')
    const {requests = new RequestMetrics(), store, server, sources} = this.options
    if (method === 'DELETE') {
      if (path === '/metrics') {
        requests.reset()
        sources?.own?.reset()
      }
      return {...metricsReset}
    }
    if (path === '/metrics/slis') return healthMetricsAnswer(await healthStates(this.probes))
    const {resources, resourceStores} = server()
    return metricsAnswer({requests, store, resources, ...(resourceStores && {stores: resourceStores}), ...sources})
  }

  private async dump(path: string): Promise<ApiResponse | undefined> {
    const {flowControl} = this.options.sources ?? {}
    const {flowDump} = await import('./flow-control/index.ts')
    const text = flowControl && flowDump(path, flowControl)
    return text === undefined
      ? undefined
      : {status: 200, headers: {'content-type': 'text/plain; charset=utf-8'}, body: {type: 'text', text}}
  }

  private documents(): Promise<OpenApiDocuments> {
    const {clock, resources} = this.options.server()
    this.openapi ??= import('./openapi/index.ts').then(
      module => new module.OpenApiDocuments(resources, clock, this.options.otherDocuments),
    )
    return this.openapi
  }

  private document(path: string, request: ServerRequest): ApiResponse | undefined {
    const {auth, serverAddress} = this.options
    switch (path) {
      case '/':
      case '/index.html':
        return json({paths: this.paths()})
      case '/version':
      case '/version/':
        checkAccept(headerOf(request, 'accept'), ['application/json'])
        return json(versionInfo)
      case '/.well-known/openid-configuration':
      case '/.well-known/openid-configuration/':
        return openidDocument(
          request,
          openidConfiguration(auth.issuerUrl, `https://${serverAddress()}`),
          'application/json',
        )
      case '/openid/v1/jwks':
      case '/openid/v1/jwks/':
        return openidDocument(request, jsonWebKeySet(auth.signingKey()), 'application/jwk-set+json')
      default:
        return undefined
    }
  }

  /** A group that is served, but not this resource of it, or not in this way. */
  private checkResource(info: RequestInfo, method: string): undefined {
    const definition = this.options.server().resources.get(info)
    if (definition) return void (definition.schema && checkRoute(definition, info, method))
    const served = this.discovery.groups().find(({name}) => name === info.group)
    const resources = served?.versions.find(({version}) => version === info.version)?.resources
    if (!served || resources?.some(({name}) => name === info.resource)) return undefined
    if (!this.isBuiltIn(info.group)) return undefined
    throw notServed()
  }

  private paths(): string[] {
    const groups = this.discovery.groups().flatMap(({name, versions}) => {
      const root = name ? `/apis/${name}` : '/api'
      return [root, ...versions.map(({version}) => `${root}/${version}`)]
    })
    return [
      ...groups,
      ...healthPaths(this.probes),
      '/.well-known/openid-configuration',
      '/apis',
      '/apis/',
      '/metrics',
      '/metrics/slis',
      '/openapi/v2',
      '/openapi/v3',
      '/openapi/v3/',
      '/openid/v1/jwks',
      '/version',
    ].sort()
  }
}

const routed = ['/api', '/version', '/openid/v1/jwks', '/.well-known/openid-configuration']

/** What Go's profiler says: there are none of a program that is not Go's. */
const unknownProfile: ApiResponse = {
  status: 404,
  headers: {'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', 'x-go-pprof': '1'},
  body: {type: 'text', text: 'Unknown profile\n'},
}

/** What is read and nothing else, whatever the client would have it in. */
const readOnly = new Set(['/version', '/openid/v1/jwks', '/.well-known/openid-configuration'])

const metricsReset: ApiResponse = {
  status: 200,
  headers: {'content-type': 'text/plain; charset=utf-8'},
  body: {type: 'text', text: 'metrics reset\n'},
}

const json = (object: JsonObject): ApiResponse => ({
  status: 200,
  headers: {'content-type': 'application/json'},
  body: {type: 'object', object},
})
