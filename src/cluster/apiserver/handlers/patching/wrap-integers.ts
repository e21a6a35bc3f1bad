import {isObject} from '../../../../api/json/index.ts'
import {RawNumber} from '../../../../api/json/parse.ts'
import type {Schema} from '../../../../api/schema/index.ts'

const lowest = -(2 ** 31)
const highest = 2 ** 31 - 1

/** A patched object whose 32-bit integers have lost what does not fit: Kubernetes' converter takes them from 64-bit ones without looking. */
export const wrapIntegers = (schema: Schema, object: Record<string, unknown>): Record<string, unknown> =>
  wrapped(schema, object) as Record<string, unknown>

function wrapped(schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return value
  if (schema.type === 'integer' && schema.format === 'int32') return wrappedInteger(value)
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

function wrappedInteger(value: unknown): unknown {
  const number = value instanceof RawNumber ? Number(value.text) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return value
  return number < lowest || number > highest ? Number(BigInt.asIntN(32, BigInt(number))) : value
}

function mapped(list: unknown[], change: (item: unknown) => unknown): unknown[] {
  const next = list.map(change)
  return next.every((item, index) => item === list[index]) ? list : next
}
