import {isObject} from '../../../../api/json/index.ts'
import {RawNumber} from '../../../../api/json/parse.ts'
import type {Schema} from '../../../../api/schema/index.ts'

/**
 * A patched object whose integers have lost what does not fit: Kubernetes' converter takes them from 64-bit ones without looking. Custom resources are not
 * converted.
 */
export const wrapIntegers = (schema: Schema, object: Record<string, unknown>): Record<string, unknown> =>
  schema.structural ? object : (wrapped(schema, object) as Record<string, unknown>)

function wrapped(schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return value
  if (schema.type === 'integer') return wrappedInteger(value, schema.format === 'int32' ? 32 : 64)
  if (Array.isArray(value)) return mapped(value, item => wrapped(schema.items, item))
  if (!isObject(value) || value instanceof RawNumber) return value
  let changed: Record<string, unknown> | undefined
  for (const [key, member] of Object.entries(value)) {
    const next = wrapped(schema.fields.get(key)?.schema ?? schema.items, member)
    if (next === member) continue
    changed ??= {...value}
    changed[key] = next
  }
  return changed ?? value
}

function wrappedInteger(value: unknown, bits: number): unknown {
  const number = value instanceof RawNumber ? Number(value.text) : value
  if (typeof number !== 'number' || !Number.isInteger(number) || number === (number | 0)) return value
  const exact = value instanceof RawNumber && /^-?\d+$/.test(value.text) ? BigInt(value.text) : BigInt(number)
  // What is no 64-bit integer is a fraction's number, whose conversion amd64 answers with the lowest one.
  const long = BigInt.asIntN(64, exact) === exact ? exact : lowest
  const wrapped = BigInt.asIntN(bits, long)
  return wrapped === exact
    ? value
    : Number.isSafeInteger(Number(wrapped))
      ? Number(wrapped)
      : new RawNumber(`${wrapped}`)
}

const lowest = -(2n ** 63n)

function mapped(list: unknown[], change: (item: unknown) => unknown): unknown[] {
  const next = list.map(change)
  return next.every((item, index) => item === list[index]) ? list : next
}
