import type {ApiRequest, ApiResponse, Transport} from '../../../client/transport.ts'
import {stopwatch} from './stopwatch.ts'
import type {Metrics} from './metrics.ts'

/** Seconds. */
const bounds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60]

/** Counts what goes through a program's transports, under the names that client-go's clients have. */
export class RestClientMetrics {
  private readonly requests
  private readonly durations
  private readonly host: string

  constructor(metrics: Metrics, host: string) {
    this.requests = metrics.counter(
      'rest_client_requests_total',
      '[ALPHA] Number of HTTP requests, partitioned by status code, method, and host.',
    )
    this.durations = metrics.histogram(
      'rest_client_request_duration_seconds',
      '[ALPHA] Request latency in seconds. Broken down by verb, and host.',
      bounds,
    )
    this.host = host
  }

  /** The same transport, counted. */
  counting(transport: Transport): Transport {
    return {request: request => this.count(transport, request), close: () => transport.close()}
  }

  private async count(transport: Transport, request: ApiRequest): Promise<ApiResponse> {
    const elapsed = stopwatch()
    const {method} = request
    const {host} = this
    let code = '<error>'
    try {
      const response = await transport.request(request)
      code = String(response.status)
      return response
    } finally {
      this.requests.add({code, host, method})
      this.durations.record({host, verb: method}, elapsed())
    }
  }
}
