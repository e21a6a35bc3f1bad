import {durationText, timestampText} from '../functions/times.ts'
import {CelDuration, CelError, CelTimestamp, CelUint, isMap, typeNameOf} from './values.ts'

/** A value as JSON, as cel-go makes it of what is meant for an object; throws a CelError for what cannot be in one. `nothing` is what nulls become. */
export function toJson(value: unknown, nothing: unknown = null): unknown {
  if (value === null) return nothing
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint') return integer(value)
  if (value instanceof CelUint) return integer(value.value)
  if (Array.isArray(value)) return value.map(item => toJson(item, nothing))
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof CelDuration) return durationText(value)
  if (value instanceof CelTimestamp) return timestampText(value)
  if (!isMap(value)) throw new CelError(`unsupported conversion from ${typeNameOf(value)} to JSON`)
  const object: Record<string, unknown> = {}
  for (const key of value.keys()) {
    if (typeof key !== 'string') throw new CelError(`map key ${JSON.stringify(String(key))} is not a string`)
    Object.defineProperty(object, key, {
      value: toJson(value.get(key), nothing),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return object
}

/** What JSON's readers may not know exactly is text. */
const integer = (value: bigint): number | string => (BigInt.asIntN(54, value) === value ? Number(value) : String(value))
