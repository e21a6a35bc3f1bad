import {isObject, parseJson} from '../../../../api/json/index.ts'
import type {JsonObject} from '../../../../api/object.ts'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'
import {type PostAnswer, PostFailure, post} from '../../post.ts'
import type {WebhookEndpoint} from './webhook-endpoint.ts'

/** How an attempt ended, as metrics name it; `code` is the answer's status, if there was one. */
export interface Attempt {
  result: 'success' | 'timeout' | 'error'
  code: number
  seconds: number
}

export interface ReviewClientOptions {
  endpoint: WebhookEndpoint
  timeoutSeconds: number
  time: TimeSource
  /** Milliseconds before the second attempt; each further one waits half as long again. */
  firstRetry?: number
  attempts?: number
  onAttempt?(attempt: Attempt): void
}

/** Sends reviews to a webhook and answers what it makes of them; tries again where that could help (client-go's default for webhooks). */
export class ReviewClient {
  private readonly options: ReviewClientOptions

  constructor(options: ReviewClientOptions) {
    this.options = options
  }

  /** Throws an Error in client-go's words when the last attempt has failed. */
  async review(body: object): Promise<JsonObject> {
    const {attempts = 5, firstRetry = 500} = this.options
    let wait = firstRetry
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(JSON.stringify(body))
      } catch (error) {
        if (attempt >= attempts || !worthRetrying(error)) throw error
        await this.sleep(wait)
        wait *= 1.5
      }
    }
  }

  private async attempt(body: string): Promise<JsonObject> {
    const {endpoint, timeoutSeconds, time, onAttempt} = this.options
    const start = time.now()
    const ended = (result: Attempt['result'], code: number): void =>
      onAttempt?.({result, code, seconds: (time.now() - start) / 1000})
    let code = 0
    try {
      const answer = await post(await endpoint(timeoutSeconds), body, timeoutSeconds)
      code = answer.status
      const value = answeredValue(answer)
      ended('success', code)
      return value
    } catch (error) {
      const late = code === 504 || (error instanceof PostFailure && error.code === 'TIMEOUT')
      ended(late ? 'timeout' : 'error', code)
      throw error
    }
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise(resolve => this.options.time.wake(milliseconds, resolve, {keepsAlive: true}))
  }
}

/** An answer that is none. */
class AnswerError extends Error {
  readonly again: boolean

  constructor(message: string, again: boolean) {
    super(message)
    this.again = again
  }
}

const worthRetrying = (error: unknown): boolean =>
  error instanceof AnswerError ? error.again : error instanceof PostFailure && error.code === 'ECONNRESET'

function answeredValue({status, text, type, retryAfter}: PostAnswer): JsonObject {
  const value = parsed(text)
  if (status >= 200 && status < 300) {
    if (isObject(value)) return value
    throw new AnswerError(
      text === ''
        ? `0-length response with status code: ${status} and content type: ${type}`
        : `couldn't get version/kind; json parse error: ${JSON.stringify(text.slice(0, 100))} is no object`,
      false,
    )
  }
  const again = status === 500 || status === 504 || status === 429 || retryAfter !== undefined
  if (isObject(value) && value['kind'] === 'Status') throw new AnswerError(String(value['message'] ?? ''), again)
  throw new AnswerError(genericMessage(status, text.trim(), type), again)
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** What client-go says of an answer that does not say it itself. */
function genericMessage(status: number, text: string, type: string): string {
  const said = (type === '' || type.startsWith('text/')) && text ? text : 'unknown'
  const known: Record<number, string> = {
    400: 'the server rejected our request for an unknown reason',
    401: 'the server has asked for the client to provide credentials',
    403: said,
    404: 'the server could not find the requested resource',
    405: 'the server does not allow this method on the requested resource',
    429: 'the server has received too many requests and has asked us to try again later',
    503: 'the server is currently unable to handle the request',
    504: 'the server was unable to return a response in the time allotted, but may still be processing the request',
  }
  if (known[status]) return known[status]
  return status >= 500
    ? `an error on the server (${JSON.stringify(said)}) has prevented the request from succeeding`
    : 'the server rejected our request for an unknown reason'
}
