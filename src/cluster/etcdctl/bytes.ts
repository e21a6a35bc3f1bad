import {isUtf8} from 'node:buffer'
import type {Key, Value} from '../etcd/store.ts'

/** The key that was typed. */
export const keyOf = (argument: string): Key => Buffer.from(argument).toString('latin1')

export const keyBytes = (key: Key): Buffer => Buffer.from(key, 'latin1')

export const valueBytes = (value: Value): Buffer => Buffer.from(value as string)

/** What is UTF-8 without a NUL is text. */
export const textOrBytes = (bytes: Buffer): Value =>
  isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8') : bytes

/** Bytes as `--hex` prints them. */
export const hexBytes = (bytes: Buffer): string =>
  [...bytes].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')

/** All of a stream. */
export async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as string))
  return Buffer.concat(chunks)
}
