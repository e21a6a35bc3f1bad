/** A request as it stands on the wire, however wrong: nothing checks it on its way out. */
export interface HostileRequest {
  /** What it is about, for whoever reads a failure. */
  about: string
  method: string
  /** The request target, as it is. */
  target: string
  headers: [name: string, value: string][]
  body?: Buffer
  /** Instead of all of the above: these bytes. */
  raw?: Buffer
}

/** The bytes of a request, on a connection of its own. */
export function bytesOf({method, target, headers, body, raw}: HostileRequest): Buffer {
  if (raw) return raw
  const all: [string, string][] = [['Host', 'fuzz'], ['Connection', 'close'], ...headers]
  if (body && !headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name)))
    all.push(['Content-Length', String(body.length)])
  const head = `${method} ${target} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head), body ?? Buffer.alloc(0)])
}
