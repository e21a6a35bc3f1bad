/** One element of a DER encoding (ITU-T X.690): its tag byte, its content, and both as they stand. */
export interface DerElement {
  tag: number
  content: Buffer
  whole: Buffer
}

export const tags = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const

/** The element at the start of `bytes` and what follows it. Throws in Go's words, which Kubernetes passes on. */
export function readElement(bytes: Buffer): {element: DerElement; rest: Buffer} {
  const tag = bytes[0]
  const first = bytes[1]
  if (tag === undefined || first === undefined) throw new Error('asn1: syntax error: data truncated')
  let start = 2
  let length = first
  if (first & 0x80) {
    const count = first & 0x7f
    if (count === 0) throw new Error('asn1: syntax error: indefinite length found (not DER)')
    if (count > 4) throw new Error('asn1: structure error: length too large')
    start += count
    if (bytes.length < start) throw new Error('asn1: syntax error: data truncated')
    length = bytes.readUIntBE(2, count)
  }
  const end = start + length
  if (end > bytes.length) throw new Error('asn1: syntax error: data truncated')
  return {
    element: {tag, content: bytes.subarray(start, end), whole: bytes.subarray(0, end)},
    rest: bytes.subarray(end),
  }
}

/** All elements, one after the other. */
export function readAll(bytes: Buffer): DerElement[] {
  const found: DerElement[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const next = readElement(rest)
    found.push(next.element)
    rest = next.rest
  }
  return found
}

/** The next element, which must have the tag. */
export function expect(element: DerElement | undefined, tag: number): DerElement {
  if (!element) throw new Error('asn1: syntax error: sequence truncated')
  if (element.tag === tag) return element
  throw new Error(`asn1: structure error: tags don't match (${tag & 0x1f} vs ${header(element.whole)})`)
}

/** Throws, as Go does for the outermost element, if that has another tag, be it complete or not. */
export function expectFirst(bytes: Buffer, tag: number, type: string): void {
  if (bytes.length < 2 || bytes[0] === tag) return
  const parameters =
    '{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}'
  throw new Error(
    `asn1: structure error: tags don't match (${tag & 0x1f} vs ${header(bytes)}) ${parameters} ${type} @2`,
  )
}

function header(bytes: Buffer): string {
  const [tag = 0, length = 0] = bytes
  return `{class:${tag >> 6} tag:${tag & 0x1f} length:${length} isCompound:${(tag & 0x20) !== 0}}`
}

/** An object identifier in dotted notation. */
export function readOid({content}: DerElement): string {
  const [first = 0, ...rest] = content
  const arcs = [Math.min(2, Math.floor(first / 40)), first - 40 * Math.min(2, Math.floor(first / 40))]
  let value = 0
  for (const byte of rest) {
    value = value * 128 + (byte & 0x7f)
    if (byte & 0x80) continue
    arcs.push(value)
    value = 0
  }
  return arcs.join('.')
}

/** A character string of whatever kind. */
export function readText({tag, content}: DerElement): string {
  if (tag === 0x1e) return Buffer.from(content).swap16().toString('utf16le')
  return content.toString(tag === 0x0c ? 'utf8' : 'latin1')
}
