import type {ApiRequest, ApiResponse, Transport} from '../client/transport.ts'
import type {ServerRequest, UserInfo} from './apiserver/server-request.ts'

/** Calls the API server as a function: objects pass as they are. */
export class InProcessTransport implements Transport {
  private readonly handle: (request: ServerRequest) => Promise<ApiResponse>
  private readonly user: UserInfo

  constructor(handle: (request: ServerRequest) => Promise<ApiResponse>, user: UserInfo) {
    this.handle = handle
    this.user = user
  }

  request(request: ApiRequest): Promise<ApiResponse> {
    return this.handle({...request, user: this.user})
  }

  async close(): Promise<void> {}
}
