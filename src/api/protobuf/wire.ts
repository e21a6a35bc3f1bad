/** One field as it stands in the bytes: a number, or the bytes of a string or message. */
export interface WireField {
  number: number
  value: bigint | Uint8Array
}

/** The fields of a message, in order. Throws a RangeError on what is no protobuf. */
export function* wireFields(bytes: Uint8Array): Generator<WireField> {
  let offset = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[offset]
      if (byte === undefined || shift > 63n) throw new RangeError('unexpected EOF')
      offset += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, value)
    }
  }
  const take = (count: number): Uint8Array => {
    if (count < 0 || offset + count > bytes.length) throw new RangeError('unexpected EOF')
    offset += count
    return bytes.subarray(offset - count, offset)
  }
  while (offset < bytes.length) {
    const tag = Number(varint())
    const number = tag >>> 3
    switch (tag & 7) {
      case 0:
        yield {number, value: varint()}
        break
      case 1:
        yield {number, value: take(8)}
        break
      case 2:
        yield {number, value: take(Number(varint()))}
        break
      case 5:
        yield {number, value: take(4)}
        break
      default:
        throw new RangeError(`illegal wireType ${tag & 7}`)
    }
  }
}
