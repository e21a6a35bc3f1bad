import type {ApiResponse} from '../../../client/transport.ts'
import type {ServerRequest} from '../server-request.ts'

/** What a transport serves: the API server as a function. */
export interface ApiHandler {
  handle(request: ServerRequest): Promise<ApiResponse>
}

/** A transport that is listening. */
export interface ApiListener {
  /** Where clients find it: `https://127.0.0.1:6443` or a socket's path. */
  readonly address: string
  /** Ends watches and streams, lets other requests finish, and frees the address. */
  stop(): Promise<void>
}
