import type {Duplex} from 'node:stream'
import type {JsonObject, KubeObject} from '../api/object.ts'

/** One request to a Kubernetes API server, whichever way it travels. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'
  /** Path and query: `/api/v1/namespaces/default/pods?limit=500`. */
  url: string
  /** Names in lower case. In process, `accept` and `content-type` mean what they mean over HTTP. */
  headers?: Record<string, string | string[]>
  /** In process, objects pass as they are; the receiver must not mutate them. Text and bytes are encoded bodies. */
  body?: JsonObject | JsonObject[] | string | Uint8Array
  /** Asks for the body as it travels, undecoded: a `stream`. A transport without a wire may answer with the object. */
  raw?: boolean
  /** Aborted when the caller goes away: ends watches and streams. */
  signal?: AbortSignal
}

export interface WatchEvent<T = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  object: T
}

/**
 * One answer. `object` is a decoded body and read-only; `text` and `bytes` are bodies that are no objects, `pieces` those of a list, made as they are asked for; `events` is a watch;
 * `stream` is a log; `session` an accepted exec, attach or port-forward;
 * `tunnel` a connection on which another server speaks a protocol of its own with the client, `head` what it has said already. Errors are answers too: a Status with its code.
 */
export interface ApiResponse {
  status: number
  headers: Record<string, string | string[]>
  /** Told how long the body was, once it has been sent over a wire; bytes before compression. */
  written?(bytes: number): void
  body:
    | {type: 'object'; object: JsonObject}
    | {type: 'text'; text: string}
    | {type: 'bytes'; bytes: Uint8Array}
    | {type: 'pieces'; pieces: Iterable<string | Uint8Array>}
    /** `sent` is told how many bytes each event has taken. */
    | {type: 'events'; events: AsyncIterable<WatchEvent>; sent?(bytes: number): void}
    | {type: 'stream'; chunks: AsyncIterable<Uint8Array>}
    | {type: 'session'; session: StreamSession}
    | {type: 'tunnel'; tunnel: Duplex; head: Uint8Array}
}

/**
 * The numbered channels of Kubernetes' streaming protocol (0 stdin, 1 stdout, 2 stderr, 3 error Status, 4 terminal size; for
 * port-forward 2n data and 2n+1 error of the n-th port), wherever they are carried: WebSocket, SPDY or memory.
 */
export interface StreamSession {
  /** Client to server. An empty chunk with `end` closes the channel. */
  send(channel: number, data: Uint8Array, end?: boolean): Promise<void>
  /** Server to client, in order; ends when the server has closed. */
  received: AsyncIterable<{channel: number; data: Uint8Array; end?: boolean}>
  close(): void
}

/** How requests reach an API server: HTTPS, a unix socket, or a function call in this process. */
export interface Transport {
  request(request: ApiRequest): Promise<ApiResponse>
  close(): Promise<void>
}
