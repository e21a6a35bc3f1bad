/** The wire format of protobuf, as far as gnostic's documents need it. A field that has its zero value is not written. */
export const none = Buffer.alloc(0)

export const named = (name: string, value: Uint8Array): Buffer => Buffer.concat([text(1, name), bytes(2, value)])

export const text = (field: number, value: unknown): Buffer =>
  typeof value === 'string' && value !== '' ? bytes(field, Buffer.from(value)) : none

export const texts = (field: number, values: unknown): Buffer[] =>
  ((values ?? []) as string[]).map(value => text(field, value))

export const truth = (field: number, value: unknown): Buffer =>
  value === true ? Buffer.concat([tag(field, 0), Buffer.of(1)]) : none

export const integer = (field: number, value: unknown): Buffer =>
  typeof value === 'number' && value !== 0 ? Buffer.concat([tag(field, 0), varint(value)]) : none

export function double(field: number, value: unknown): Buffer {
  if (typeof value !== 'number' || value === 0) return none
  return number(field, value)
}

/** Of a choice of fields, the one that is a number: written be it zero. */
export function number(field: number, value: number): Buffer {
  const encoded = Buffer.alloc(8)
  encoded.writeDoubleLE(value)
  return Buffer.concat([tag(field, 1), encoded])
}

export const bytes = (field: number, value: Uint8Array): Buffer =>
  Buffer.concat([tag(field, 2), varint(value.length), value])

const tag = (field: number, wire: number): Buffer => varint(field * 8 + wire)

function varint(value: number): Buffer {
  const groups: number[] = []
  let rest = value
  while (rest > 127) {
    groups.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...groups, rest])
}
