import type {ApiResponse} from '../../client/transport.ts'

/** A failure that Kubernetes' filters tell in plain text rather than as a Status. */
export class PlainError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.name = 'PlainError'
    this.code = code
  }
}

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}

/** The answer that Go's `http.Error` makes of it. */
export const plainErrorResponse = ({code, message}: PlainError): ApiResponse => ({
  status: code,
  headers: {'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff'},
  body: {type: 'text', text: `${message.replace(/[&<>]/g, character => entities[character]!)}\n`},
})
