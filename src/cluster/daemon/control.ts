import type {JsonObject} from '../../api/object.ts'
import {badRequest, StatusError} from '../../api/status-error.ts'
import type {ApiResponse} from '../../client/transport.ts'
import type {ServerRequest} from '../apiserver/server-request.ts'
import type {ApiHandler} from '../apiserver/transports/api-handler.ts'
import type {Engine} from '../engine/engine.ts'

/** Where the daemon's own controls are: on its private socket only, beside the Kubernetes API. */
export const controlRoot = '/kctl/v1'

export interface ClockReading {
  /** Cluster time; milliseconds since the epoch. */
  now: number
  /** Cluster time minus real time; milliseconds. */
  offset: number
  paused: boolean
  nextDue?: number
}

/** Answers the controls of the cluster's clock, and hands everything else on to the API server. */
export function controlled(handler: ApiHandler, engine: Engine): ApiHandler {
  return {
    handle(request) {
      return request.url.startsWith(`${controlRoot}/`) ? control(request, engine) : handler.handle(request)
    },
  }
}

async function control(request: ServerRequest, engine: Engine): Promise<ApiResponse> {
  try {
    return answer(200, await perform(request, engine))
  } catch (error) {
    if (error instanceof StatusError) return answer(error.code, error.status as unknown as JsonObject)
    throw error
  }
}

async function perform({method, url, body}: ServerRequest, engine: Engine): Promise<JsonObject> {
  switch (`${method} ${url.slice(controlRoot.length)}`) {
    case 'GET /clock':
      return {...engine.reading}
    case 'POST /clock/advance': {
      const instants = await engine.advance(millisecondsOf(body))
      return {...engine.reading, instants}
    }
    case 'POST /clock/pause':
      await engine.pause()
      return {...engine.reading}
    case 'POST /clock/resume':
      await engine.resume()
      return {...engine.reading}
    default:
      throw new StatusError({message: `no such control: ${method} ${url}`, reason: 'NotFound', code: 404})
  }
}

function millisecondsOf(body: ServerRequest['body']): number {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString() : body
  const value = typeof text === 'string' ? (JSON.parse(text) as JsonObject) : (text as JsonObject | undefined)
  const milliseconds = value?.['milliseconds']
  if (typeof milliseconds === 'number' && Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds
  throw badRequest('milliseconds: a number that is not negative is needed')
}

const answer = (status: number, object: JsonObject): ApiResponse => ({
  status,
  headers: {'content-type': 'application/json'},
  body: {type: 'object', object},
})
