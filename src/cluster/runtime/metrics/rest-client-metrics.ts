import type {ApiRequest, ApiResponse, Transport} from '../../../client/transport.ts'
import type {DurationSeries} from './durations.ts'
import type {Metrics} from './metrics.ts'

/** Seconds. */
const bounds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60]

/** Counts what goes through a program's transports, under the names that client-go's clients have. */
export class RestClientMetrics {
  private readonly requests
  private readonly durations
  private readonly host: string
  /** By method: every request counts, and there are few kinds. */
  private readonly alike = new Map<string, Alike>()

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
    const start = performance.now()
    let code: number | '<error>' = '<error>'
    try {
      const response = await transport.request(request)
      code = response.status
      return response
    } finally {
      const {duration, byCode} = this.of(request.method)
      const number = byCode.get(code) ?? this.numberOf(request.method, code)
      byCode.set(code, number)
      number.value += 1
      duration.record((performance.now() - start) / 1000)
    }
  }

  private of(method: string): Alike {
    let alike = this.alike.get(method)
    if (!alike) {
      alike = {duration: this.durations.at({host: this.host, verb: method}), byCode: new Map()}
      this.alike.set(method, alike)
    }
    return alike
  }

  private numberOf(method: string, code: number | string): {value: number} {
    return this.requests.at({code: String(code), host: this.host, method})
  }
}

interface Alike {
  duration: DurationSeries
  byCode: Map<number | string, {value: number}>
}
