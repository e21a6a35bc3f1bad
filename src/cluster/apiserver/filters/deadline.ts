import {DurationError, parseGoDuration} from '../../../api/duration.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {TimeSource} from '../../runtime/cluster-clock.ts'
import {type RequestInfo, requestInfo} from '../request-info.ts'
import {errorResponse} from '../responses.ts'
import type {ServerRequest} from '../server-request.ts'
import type {ApiHandler} from '../transports/api-handler.ts'
import {isLongRunning} from './long-running.ts'

/** kube-apiserver's --request-timeout; milliseconds. */
const longestRequest = 60_000

/** Answers 504 for what is not answered in time: a minute, or less where `?timeout=` says so. In real time, whatever the cluster's clock does. */
export function withDeadlines(handler: ApiHandler, time: TimeSource): ApiHandler {
  return {
    handle(request) {
      const info = requestInfo(request.method, request.url)
      if (isLongRunning(info)) return handler.handle(request)
      try {
        return answerWithin(handler, request, timeoutOf(info), time)
      } catch (error) {
        if (!(error instanceof DurationError)) throw error
        const refusal = badRequest(`invalid timeout specified in the request URL - ${error.message}`)
        return Promise.resolve(errorResponse(refusal, request))
      }
    },
  }
}

function answerWithin(
  handler: ApiHandler,
  request: ServerRequest,
  milliseconds: number,
  time: TimeSource,
): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    const takeBack = time.wake(milliseconds, () => resolve(timedOut))
    const settled = handler.handle(request)
    settled.then(resolve, reject).finally(takeBack)
  })
}

/** Milliseconds. Throws a DurationError. */
function timeoutOf({query}: RequestInfo): number {
  const text = query.get('timeout')
  if (!text) return longestRequest
  const asked = Number(parseGoDuration(text)) / 1e6
  return asked <= 0 ? longestRequest : Math.min(asked, longestRequest)
}

/** The Status that Kubernetes' timeout filter writes, bare of kind and apiVersion, and which it does not call JSON. */
const timedOut: ApiResponse = {
  status: 504,
  headers: {'content-type': 'text/plain; charset=utf-8'},
  body: {
    type: 'text',
    text: `${JSON.stringify({
      metadata: {},
      status: 'Failure',
      message: 'Timeout: request did not complete within the allotted timeout',
      reason: 'Timeout',
      details: {},
      code: 504,
    })}\n`,
  },
}
