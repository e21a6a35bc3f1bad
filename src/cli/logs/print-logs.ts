import type {LogRequest} from './log-requests.ts'
import type {LogsInvocation} from './logs.ts'

/** Prints logs one after the other; those that are followed line by line as they come. */
export async function printLogs(invocation: LogsInvocation, requests: readonly LogRequest[]): Promise<void> {
  if (invocation.flags.follow && requests.length > 1) {
    await Promise.all(requests.map(request => printOne(invocation, request)))
    return
  }
  for (const request of requests) await printOne(invocation, request)
}

async function printOne(invocation: LogsInvocation, request: LogRequest): Promise<void> {
  const {flags, context} = invocation
  const prefix =
    flags.prefix || flags['all-pods'] ? Buffer.from(`[pod/${request.pod}/${request.container}] `) : undefined
  try {
    for await (const line of linesOf(await chunksOf(invocation, request)))
      context.stdout.write(prefix ? Buffer.concat([prefix, line]) : line)
  } catch (error) {
    if (context.signal?.aborted) return
    if (!flags['ignore-errors']) throw error
    invocation.out(`error: ${(error as Error).message}\n`)
  }
}

async function chunksOf(invocation: LogsInvocation, {url}: LogRequest): Promise<AsyncIterable<Uint8Array>> {
  const {signal} = invocation.context
  const client = await invocation.client()
  const {body} = await client.send({method: 'GET', url, ...(signal && {signal})})
  if (body.type === 'stream') return body.chunks
  const whole = body.type === 'text' ? Buffer.from(body.text) : body.type === 'bytes' ? body.bytes : Buffer.alloc(0)
  return (async function* () {
    yield whole
  })()
}

/** Whole lines with their ends, and what is left at the end. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk)
    let from = 0
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, from)) {
      yield data.subarray(from, end + 1)
      from = end + 1
    }
    rest = data.subarray(from)
  }
  if (rest.length > 0) yield rest
}
