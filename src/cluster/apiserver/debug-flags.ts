import {quote} from '../../api/go/quote.ts'
import type {ApiResponse} from '../../client/transport.ts'
import {bodyText} from './decoding/read-body.ts'
import type {ServerRequest} from './server-request.ts'

/**
 * What `/debug/flags` and all beneath answer: the list of flags that can be changed, and the change of `v`. kctl's log has no levels of detail, so that a
 * number is taken as it would be and makes no difference.
 */
export function debugFlags(path: string, {method, body = ''}: ServerRequest): ApiResponse {
  if (path !== '/debug/flags/v') return answer(200, page, 'text/html; charset=utf-8')
  if (method !== 'PUT') return plain(406, 'unsupported http method')
  const text = bodyText(body as string | Uint8Array)
  const problem = integerProblem(text)
  return problem
    ? plain(400, `strconv.ParseUint: parsing ${quote(text)}: ${problem}`)
    : plain(200, `successfully set klog.logging.verbosity to ${text}`)
}

const page = `<html>
<head>
<title>/debug/flags/</title>
</head>
<body>
/debug/flags/<br>
<br>
flags:<br>
<table>
<tr>v<br>
</table>
<br>
full flags configurable<br>
</body>
</html>
`

/** What Go's ParseUint says of a text that is no 32-bit number. */
function integerProblem(text: string): string | undefined {
  if (!/^\d+$/.test(text)) return 'invalid syntax'
  return Number(text) < 2 ** 32 ? undefined : 'value out of range'
}

const plain = (status: number, text: string): ApiResponse =>
  answer(status, `${text}\n`, 'text/plain', {'x-content-type-options': 'nosniff'})

const answer = (status: number, text: string, type: string, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  headers: {'content-type': type, ...headers},
  body: {type: 'text', text},
})
