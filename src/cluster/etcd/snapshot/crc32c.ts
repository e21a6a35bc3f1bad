const table = new Uint32Array(256).map((_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value
})

/** The CRC-32C (Castagnoli) of what came before, `crc`, and these bytes. */
export function crc32c(bytes: Uint8Array, crc = 0): number {
  let value = ~crc
  for (let index = 0; index < bytes.length; index += 1) value = table[(value ^ bytes[index]!) & 0xff]! ^ (value >>> 8)
  return ~value >>> 0
}
