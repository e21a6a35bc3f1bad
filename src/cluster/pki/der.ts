/** The few DER encodings that an X.509 certificate is made of (ITU-T X.690). */
export const sequence = (...parts: Uint8Array[]): Buffer => tagged(0x30, ...parts)

export const set = (...parts: Uint8Array[]): Buffer => tagged(0x31, ...parts)

export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text))

export const octets = (bytes: Uint8Array): Buffer => tagged(0x04, bytes)

export const bits = (bytes: Uint8Array, unused = 0): Buffer => tagged(0x03, Buffer.of(unused), bytes)

export const truth = (): Buffer => tagged(0x01, Buffer.of(0xff))

/** Constructed and context-specific: `[number] { … }`. */
export const explicit = (number: number, ...parts: Uint8Array[]): Buffer => tagged(0xa0 | number, ...parts)

/** Primitive and context-specific: `[number] IMPLICIT`. */
export const implicit = (number: number, bytes: Uint8Array): Buffer => tagged(0x80 | number, bytes)

/** A positive integer from its big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex(byte => byte !== 0)
  const significant = first < 0 ? Buffer.of(0) : bytes.subarray(first)
  return significant[0]! & 0x80 ? tagged(0x02, Buffer.of(0), significant) : tagged(0x02, significant)
}

/** An object identifier in dotted notation. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

/** A time: UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '')
  return digits < '2050' ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits))
}

function tagged(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), length(content.length), content])
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.of(count)
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(count)
  const first = bytes.findIndex(byte => byte !== 0)
  return Buffer.concat([Buffer.of(0x80 | (4 - first)), bytes.subarray(first)])
}

function base128(value: number): number[] {
  const groups = [value & 0x7f]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift((rest & 0x7f) | 0x80)
  return groups
}
