import {parseGoUrl} from '../../api/go/parse-url.ts'
import {ConnectionError} from '../../client/connection-error.ts'
import type {ApiResponse} from '../../client/transport.ts'

const attempts = 3
const mostRedirects = 10

/** Throws for what `-f` cannot take for a URL. */
export function checkUrl(url: string): void {
  const parsed = parseGoUrl(url)
  if (typeof parsed === 'string')
    throw new Error(
      `the URL passed to filename ${JSON.stringify(url)} is not valid: parse ${JSON.stringify(url)}: ${parsed}`,
    )
}

/** What a URL holds, wherever it redirects to; a server's own failures are tried again. */
export async function readUrl(url: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const {status, text} = await fetchUrl(url)
    if (status === 200) return text
    if (status < 500 || attempt === attempts) {
      const {STATUS_CODES} = await import('node:http')
      throw new Error(
        `unable to read URL ${JSON.stringify(url)}, server reported ${status} ${STATUS_CODES[status] ?? ''}, status code=${status}`,
      )
    }
  }
}

/** One answer, after redirections; its text only where it is 200. */
export async function fetchUrl(first: string): Promise<{status: number; text: string}> {
  const {HttpsTransport} = await import('../../client/https-transport.ts')
  let url = first
  for (let redirects = 0; redirects < mostRedirects; redirects++) {
    const {origin, path} = split(url)
    const transport = new HttpsTransport({server: origin, headers: {}, tls: {}})
    try {
      const {status, headers, body} = await transport.request({method: 'GET', url: path, raw: true})
      const {location} = headers
      if (!redirect.has(status) || !location) return {status, text: status === 200 ? await textOf(body) : ''}
      url = new URL(String(location), url).href
    } finally {
      await transport.close()
    }
  }
  throw new ConnectionError({method: 'GET', url, why: `stopped after ${mostRedirects} redirects`})
}

const redirect = new Set([301, 302, 303, 307, 308])

/** Node looks at the address as it is written, so that the default path has to be there. */
function split(url: string): {origin: string; path: string} {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#]*)([^#]*)/.exec(url) ?? []
  if (/^https?:\/\/$/.test(origin)) throw new ConnectionError({method: 'GET', url, why: 'http: no Host in request URL'})
  return {origin, path: path.startsWith('/') ? path : `/${path}`}
}

/** The bytes as they came: such a request's answer is a stream. */
async function textOf(body: ApiResponse['body']): Promise<string> {
  const chunks: Uint8Array[] = []
  if (body.type === 'stream') for await (const chunk of body.chunks) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
