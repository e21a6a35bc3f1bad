import {createHash} from 'node:crypto'
import {isObject, parseJson} from '../../../api/json/index.ts'
import type {APIService} from '../../../api/kinds.ts'
import type {JsonObject} from '../../../api/object.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ApiResource} from '../discovery/index.ts'
import type {ServerParts} from '../server-parts.ts'
import type {ServerRequest, UserInfo} from '../server-request.ts'
import {serviceEndpoint} from '../service-endpoint.ts'
import {availableCondition} from './availability.ts'
import {forwardRequest, type RemoteTarget} from './forward-request.ts'
import {asksForUpgrade, forwardUpgrade} from './forward-upgrade.ts'

export interface ServiceReference {
  namespace: string
  name: string
  port: number
}

/** A client certificate and its key, PEM. */
export interface ProxyCredentials {
  certificate: string
  key: string
}

/** A server's OpenAPI v2 document, and by what it is known whether it has changed. */
export interface RemoteSwagger {
  hash: string
  document: JsonObject
}

/** kube-aggregator itself, when it looks whether a server is there. */
const aggregator: UserInfo = {name: 'system:kube-aggregator', groups: ['system:masters']}

const discoveryTimeout = 5000

/** An API server elsewhere, behind the Service that an APIService names. */
export class RemoteServer {
  readonly apiService: APIService
  private readonly server: ServerParts
  private readonly credentials: () => ProxyCredentials

  constructor(server: ServerParts, apiService: APIService, credentials: () => ProxyCredentials) {
    this.server = server
    this.apiService = apiService
    this.credentials = credentials
  }

  get group(): string {
    return this.apiService.spec?.group ?? ''
  }

  get version(): string {
    return this.apiService.spec?.version ?? ''
  }

  get service(): ServiceReference {
    const {namespace = '', name = '', port = 443} = this.apiService.spec?.service ?? {}
    return {namespace, name, port}
  }

  get available(): boolean {
    return availableCondition(this.apiService)?.status === 'True'
  }

  /** Answers by what the server answers; a plain 503 while it is not there. */
  async handle(request: ServerRequest, user: UserInfo): Promise<ApiResponse> {
    if (!this.available) return unavailable('service unavailable')
    const target = await this.target()
    if (!target) return unavailable('service unavailable')
    try {
      if (!asksForUpgrade(request)) return await forwardRequest(target, request, user)
      return await forwardUpgrade(target, request, user)
    } catch (error) {
      return unavailable(`error trying to reach service: ${(error as Error).message}`)
    }
  }

  /** The resources that the server says it serves. Throws what a failed check is told as. */
  async discover(): Promise<ApiResource[]> {
    const path = `/apis/${this.group}/${this.version}`
    const target = await this.target()
    if (!target) throw new Error(`no endpoints available for service ${JSON.stringify(this.service.name)}`)
    const url = `https://${target.host}:${target.port}${path}`
    let response: ApiResponse
    try {
      response = await this.get(path, {...target, insecure: true})
    } catch (error) {
      const {message} = error as Error
      throw new Error(`failing or missing response from ${url}: Get ${JSON.stringify(url)}: ${message}`)
    }
    const text = await textOf(response)
    if (response.status < 200 || response.status >= 300)
      throw new Error(`failing or missing response from ${url}: bad status from ${url}: ${response.status}`)
    return resourcesOf(text)
  }

  /** The hash under which the server's own OpenAPI document of its version is listed; undefined if it lists none. */
  async openApiUrl(): Promise<string | undefined> {
    const target = await this.target()
    if (!target) return undefined
    try {
      const index = parseJson(await textOf(await this.get('/openapi/v3', target)))
      const paths = isObject(index) && isObject(index['paths']) ? index['paths'] : {}
      const entry = paths[`apis/${this.group}/${this.version}`]
      return isObject(entry) ? String(entry['serverRelativeURL'] ?? '') : undefined
    } catch {
      return undefined
    }
  }

  /** The server's own OpenAPI v2 document; the one that is known where it has not changed, or cannot be had now. */
  async swagger(known?: RemoteSwagger): Promise<RemoteSwagger | undefined> {
    const target = await this.target()
    if (!target) return known
    try {
      const response = await this.get('/openapi/v2', target, known && {'if-none-match': known.hash})
      const text = await textOf(response)
      if (response.status !== 200) return response.status === 304 ? known : undefined
      const document = JSON.parse(text) as JsonObject
      return {hash: String(response.headers['etag'] ?? createHash('sha256').update(text).digest('hex')), document}
    } catch {
      return known
    }
  }

  private get(url: string, target: RemoteTarget, more: Record<string, string> = {}): Promise<ApiResponse> {
    const signal = AbortSignal.timeout(discoveryTimeout)
    const headers = {accept: 'application/json', ...more}
    return forwardRequest(target, {method: 'GET', url, headers, signal}, aggregator)
  }

  private async target(): Promise<RemoteTarget | undefined> {
    const {service} = this
    const endpoint = await serviceEndpoint(this.server, service)
    if ('problem' in endpoint) return undefined
    const {insecureSkipTLSVerify = false, caBundle} = this.apiService.spec ?? {}
    return {
      ...endpoint,
      ...this.credentials(),
      within: this.server,
      serverName: `${service.name}.${service.namespace}.svc`,
      insecure: insecureSkipTLSVerify,
      ...(caBundle && {ca: Buffer.from(caBundle, 'base64').toString()}),
    }
  }
}

/** As Go's http.Error says it. */
const unavailable = (message: string): ApiResponse => ({
  status: 503,
  headers: {'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff'},
  body: {type: 'text', text: `${message}\n`},
})

async function textOf({body}: ApiResponse): Promise<string> {
  if (body.type !== 'stream') return ''
  const chunks: Uint8Array[] = []
  for await (const chunk of body.chunks) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** An APIResourceList as discovery has resources: subresources under what they are part of. */
function resourcesOf(text: string): ApiResource[] {
  const list = parseJson(text)
  const entries = isObject(list) && Array.isArray(list['resources']) ? list['resources'].filter(isObject) : []
  const whole = entries.filter(({name}) => !String(name).includes('/'))
  return whole.map(entry => {
    const name = String(entry['name'])
    const parts = entries.filter(other => String(other['name']).startsWith(`${name}/`))
    return {
      name,
      singular: String(entry['singularName'] ?? ''),
      kind: String(entry['kind'] ?? ''),
      namespaced: entry['namespaced'] === true,
      verbs: texts(entry['verbs']),
      ...(Array.isArray(entry['shortNames']) && {shortNames: texts(entry['shortNames'])}),
      ...(Array.isArray(entry['categories']) && {categories: texts(entry['categories'])}),
      subresources: parts.map(part => ({
        name: String(part['name']).slice(name.length + 1),
        kind: String(part['kind'] ?? ''),
        verbs: texts(part['verbs']) as never[],
        ...(typeof part['group'] === 'string' && {group: part['group']}),
        ...(typeof part['version'] === 'string' && {version: part['version']}),
      })),
    }
  })
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
