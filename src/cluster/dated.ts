import type {ApiHandler} from './apiserver/transports/api-handler.ts'
import type {Clock} from './runtime/clock.ts'

/** Has every answer say when the cluster gave it (RFC 9110, `Date`), in the cluster's time: so a client tells ages. */
export const dated = (handler: ApiHandler, clock: Pick<Clock, 'now'>): ApiHandler => ({
  async handle(request) {
    const response = await handler.handle(request)
    return {...response, headers: {...response.headers, date: new Date(clock.now()).toUTCString()}}
  },
})
