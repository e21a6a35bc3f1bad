import type {ApiHandler} from '../transports/api-handler.ts'

/** Marks what comes through it as requests of other processes, which have to share the server. */
export const fromOutside = (handler: ApiHandler): ApiHandler => ({
  handle: request => handler.handle({...request, outside: true}),
})
