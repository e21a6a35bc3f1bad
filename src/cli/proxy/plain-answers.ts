import type {IncomingMessage, ServerResponse} from 'node:http'

/** Answers with a line of text, as Go's http.Error does. */
export function plainText(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(text) + 1,
  })
  outgoing.end(`${text}\n`)
}

/** Sends the client elsewhere for good, as Go's http.Redirect does. */
export function redirect(outgoing: ServerResponse, {method}: IncomingMessage, location: string): void {
  const shown = location.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const body = `<a href="${shown}">Moved Permanently</a>.\n\n`
  outgoing.writeHead(301, {
    Location: location,
    ...((method === 'GET' || method === 'HEAD') && {'Content-Type': 'text/html; charset=utf-8'}),
  })
  outgoing.end(method === 'GET' ? body : undefined)
}
