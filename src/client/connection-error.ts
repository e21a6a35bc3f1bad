/** No answer: the server could not be reached, or its connection broke. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly url: string
  /** `host:port`. */
  readonly host: string
  /** What went wrong, in Go's words where it has some. */
  readonly why: string
  readonly refused: boolean
  /** The operating system's: `ECONNRESET`. */
  readonly code: string | undefined

  constructor({
    method,
    url,
    why,
    refused = false,
    code,
  }: {method: string; url: string; why: string; refused?: boolean; code?: string}) {
    super(`${method.charAt(0)}${method.slice(1).toLowerCase()} ${JSON.stringify(url)}: ${why}`)
    this.url = url
    this.host = hostOf(url)
    this.why = why
    this.refused = refused
    this.code = code
  }
}

/** The authority as it was written: a default port stays if somebody typed it. */
const hostOf = (url: string): string => /^[a-z]+:\/\/([^/?#]*)/.exec(url)?.[1] ?? url
