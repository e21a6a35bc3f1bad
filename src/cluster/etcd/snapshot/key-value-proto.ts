import {isUtf8} from 'node:buffer'
import type {KeyValue, Value} from '../store.ts'
import {protobufFields} from './protobuf-fields.ts'
import {bigVarint, varintSize, writeVarint} from './varint.ts'

/** The protobuf tags of mvccpb.KeyValue. */
const tags = {key: 0x0a, createRevision: 0x10, modRevision: 0x18, version: 0x20, value: 0x2a, lease: 0x30}

/** A key and its value as etcd keeps them; of a deletion (version 0) only the key. */
export function encodeKeyValue(kv: KeyValue): Buffer {
  const value = typeof kv.value === 'string' ? Buffer.from(kv.value) : kv.value
  const lease = kv.lease === 0n ? undefined : bigVarint(kv.lease)
  const target = Buffer.allocUnsafe(encodedSize(kv, value.length))
  let at = 0
  target[at++] = tags.key
  at = writeVarint(target, at, kv.key.length)
  at += target.write(kv.key, at, 'latin1')
  if (kv.version === 0) return target
  at = writeNumber(target, at, tags.createRevision, kv.createRevision)
  at = writeNumber(target, at, tags.modRevision, kv.modRevision)
  at = writeNumber(target, at, tags.version, kv.version)
  if (value.length > 0) {
    target[at++] = tags.value
    at = writeVarint(target, at, value.length)
    target.set(value, at)
    at += value.length
  }
  if (lease) {
    target[at++] = tags.lease
    target.set(lease, at)
  }
  return target
}

/** How many bytes `encodeKeyValue` takes for a value of that many, without looking at it. */
export function encodedSize(kv: Omit<KeyValue, 'value'>, valueSize: number): number {
  const key = bytesSize(kv.key.length)
  if (kv.version === 0) return key
  const numbers = numberSize(kv.createRevision) + numberSize(kv.modRevision) + numberSize(kv.version)
  const lease = kv.lease === 0n ? 0 : 1 + bigVarint(kv.lease).length
  return key + numbers + (valueSize > 0 ? bytesSize(valueSize) : 0) + lease
}

const bytesSize = (length: number): number => 1 + varintSize(length) + length
const numberSize = (value: number): number => (value === 0 ? 0 : 1 + varintSize(value))

function writeNumber(target: Buffer, at: number, tag: number, value: number): number {
  if (value === 0) return at
  target[at] = tag
  return writeVarint(target, at + 1, value)
}

/** Reads what `encodeKeyValue` or etcd wrote; throws RangeError on anything else. */
export function decodeKeyValue(message: Buffer): KeyValue {
  const kv: KeyValue = {key: '', value: '', createRevision: 0, modRevision: 0, version: 0, lease: 0n}
  for (const {number, value} of protobufFields(message)) {
    if (number === 1 && typeof value !== 'bigint') kv.key = value.toString('latin1')
    else if (number === 2) kv.createRevision = Number(value)
    else if (number === 3) kv.modRevision = Number(value)
    else if (number === 4) kv.version = Number(value)
    else if (number === 5 && typeof value !== 'bigint') kv.value = textOrBytes(value)
    else if (number === 6 && typeof value === 'bigint') kv.lease = BigInt.asIntN(64, value)
  }
  return kv
}

/** What is UTF-8 without a NUL is text. */
const textOrBytes = (value: Buffer): Value => (isUtf8(value) && !value.includes(0) ? value.toString('utf8') : value)
