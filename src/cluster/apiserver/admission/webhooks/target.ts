import {type GoUrl, parseGoUrl} from '../../../../api/go/parse-url.ts'
import type {PostTarget} from '../../post.ts'
import {requestPath} from '../../request-path.ts'
import type {ServerParts} from '../../server-parts.ts'
import {serviceEndpoint} from '../../service-endpoint.ts'
import type {ConfiguredWebhook} from './relevant.ts'

export type WebhookTarget = PostTarget

/** Finds a webhook by its URL, or by a ready endpoint of its Service. */
export async function webhookTarget(
  {clientConfig: {url, service, caBundle}}: Pick<ConfiguredWebhook, 'clientConfig'>,
  server: ServerParts,
  timeoutSeconds?: number,
): Promise<WebhookTarget> {
  const ca = caBundle ? {ca: Buffer.from(caBundle, 'base64').toString()} : {}
  if (!service) {
    const outside = parseGoUrl(url ?? 'https://invalid.invalid') as GoUrl
    const at = withTimeout(new URL(`https://${outside.host}${requestPath(outside.path)}`), timeoutSeconds)
    const host = at.hostname.replace(/^\[|\]$/g, '')
    const serverName = /^[\d.:]+$/.test(host) ? '' : host
    return {url: at, shown: at.href, host, port: Number(at.port || 443), serverName, ...ca}
  }
  const {name, namespace, path = '/', port = 443} = service
  const serverName = `${name}.${namespace}.svc`
  const at = withTimeout(new URL(`https://${serverName}:${port}${requestPath(path)}`), timeoutSeconds)
  const shown = `https://${serverName}:${port}${at.pathname}${at.search}`
  const endpoint = await serviceEndpoint(server, {name, namespace, port})
  if ('problem' in endpoint)
    return {url: at, shown, host: serverName, port, serverName, ...ca, problem: endpoint.problem}
  return {url: at, shown, ...endpoint, serverName, ...ca, within: server}
}

function withTimeout(url: URL, seconds: number | undefined): URL {
  if (seconds !== undefined) url.search = `timeout=${seconds}s`
  return url
}
