import type {Socket} from 'node:net'
import {type ByteStream, duplexOf} from './byte-stream.ts'

/** A byte stream as a socket, as far as node's HTTP server asks one for anything: a stream in memory has nothing to set. */
export const socketOf = (stream: ByteStream): Socket =>
  Object.assign(duplexOf(stream), {
    setTimeout: nothing,
    setNoDelay: nothing,
    setKeepAlive: nothing,
  }) as unknown as Socket

function nothing<T>(this: T): T {
  return this
}
