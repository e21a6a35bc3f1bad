import type {JsonObject} from '../../api/object.ts'
import {StatusError} from '../../api/status-error.ts'
import type {ApiResponse} from '../../client/transport.ts'
import {jsonWebKeySet, openidConfiguration} from './auth/service-accounts/openid.ts'
import type {SigningKey} from './auth/service-accounts/signing-key.ts'
import type {PathHandler} from './create-api-server.ts'
import type {Discovery} from './discovery/index.ts'
import {type HealthProbes, healthAnswer, healthPaths} from './health.ts'
import type {RequestInfo} from './request-info.ts'
import type {ServerRequest} from './server-request.ts'
import {versionInfo} from './version.ts'

export interface PathOptions {
  discovery: Discovery
  health: HealthProbes
  issuer: string
  signingKey(): SigningKey
  /** `host:port` by which clients reach the server. */
  serverAddress(): string
  /** Prometheus' text. */
  metrics(): Promise<ApiResponse>
  openapi(path: string, request: ServerRequest): Promise<ApiResponse | undefined>
}

/** Everything that is served and is no resource. */
export class ServerPaths implements PathHandler {
  private readonly options: PathOptions

  constructor(options: PathOptions) {
    this.options = options
  }

  async handle(request: ServerRequest, info: RequestInfo): Promise<ApiResponse | undefined> {
    if (info.resourceRequest) return this.unknownResource(info)
    const {path, query} = info
    const {discovery, health} = this.options
    const answer = await healthAnswer(path, query, health)
    if (answer) return answer
    if (path === '/metrics' || path === '/metrics/slis') return this.options.metrics()
    if (path.startsWith('/openapi/')) return this.options.openapi(path, request)
    const found = this.document(path) ?? discovery.answer(path, request)
    if (found && !['GET', 'HEAD'].includes(request.method)) throw methodNotAllowed()
    return found
  }

  private document(path: string): ApiResponse | undefined {
    const {issuer, serverAddress, signingKey} = this.options
    switch (path) {
      case '/':
        return json({paths: this.paths()})
      case '/version':
      case '/version/':
        return json(versionInfo)
      case '/.well-known/openid-configuration':
        return json(openidConfiguration(issuer, `https://${serverAddress()}`))
      case '/openid/v1/jwks':
        return json(jsonWebKeySet(signingKey()), 'application/jwk-set+json')
      default:
        return undefined
    }
  }

  /** A group and version that are served, but not this resource. */
  private unknownResource({group, version, resource}: RequestInfo): undefined {
    const served = this.options.discovery.groups().find(({name}) => name === group)
    const resources = served?.versions.find(candidate => candidate.version === version)?.resources
    if (!served || resources?.some(({name}) => name === resource)) return undefined
    throw notServed()
  }

  private paths(): string[] {
    const groups = this.options.discovery.groups().flatMap(({name, versions}) => {
      const root = name ? `/apis/${name}` : '/api'
      return [root, ...versions.map(({version}) => `${root}/${version}`)]
    })
    return [
      ...groups,
      ...healthPaths(),
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

const json = (object: JsonObject, type = 'application/json'): ApiResponse => ({
  status: 200,
  headers: {'content-type': type},
  body: {type: 'object', object},
})

const notServed = (): StatusError =>
  new StatusError({
    message: 'the server could not find the requested resource',
    reason: 'NotFound',
    details: {},
    code: 404,
  })

const methodNotAllowed = (): StatusError =>
  new StatusError({
    message: 'the server does not allow this method on the requested resource',
    reason: 'MethodNotAllowed',
    details: {},
    code: 405,
  })
