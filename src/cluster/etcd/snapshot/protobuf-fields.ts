import {bigVarint} from './varint.ts'

/** A protobuf field as it goes over the wire: a varint or bytes. */
export interface Field {
  number: number
  value: bigint | Buffer
}

/** The fields of a message in the order in which they come; throws RangeError on anything malformed. */
export function* protobufFields(message: Buffer): Generator<Field> {
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++]
      if (byte === undefined) break
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new RangeError('malformed varint')
  }
  while (at < message.length) {
    const tag = Number(varint())
    const number = tag >>> 3
    if ((tag & 7) === 0) {
      yield {number, value: varint()}
      continue
    }
    if ((tag & 7) !== 2) throw new RangeError('unexpected wire type')
    const length = Number(varint())
    if (at + length > message.length) throw new RangeError('field exceeds its message')
    yield {number, value: message.subarray(at, at + length)}
    at += length
  }
}

/** A message with these fields, in this order. */
export function protobufMessage(...fields: [number: number, value: number | bigint | Buffer][]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (!Buffer.isBuffer(value)) return [bigVarint(BigInt(number << 3)), bigVarint(BigInt(value))]
      return [bigVarint(BigInt((number << 3) | 2)), bigVarint(BigInt(value.length)), value]
    }),
  )
}
