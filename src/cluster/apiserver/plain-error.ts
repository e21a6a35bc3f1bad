import type {ApiResponse} from '../../client/transport.ts'

/** A failure that Kubernetes' filters tell in plain text rather than as a Status. */
export class PlainError extends Error {
  readonly code: number
  readonly headers: Record<string, string>

  constructor(code: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'PlainError'
    this.code = code
    this.headers = headers
  }
}

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}

/** The answer that Go's `http.Error` makes of it. */
export const plainErrorResponse = ({code, message, headers}: PlainError): ApiResponse => ({
  status: code,
  headers: {'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', ...headers},
  body: {type: 'text', text: `${withoutMarkup(message)}\n`},
})

/** A text that no browser takes for HTML. */
export const withoutMarkup = (text: string): string => text.replace(/[&<>]/g, character => entities[character]!)
