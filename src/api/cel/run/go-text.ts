import {formatGoNumber} from '../../go/format-value.ts'
import {CelUint} from './values.ts'

/** A value as an error shows it. */
export function goText(value: unknown): string {
  if (typeof value === 'number') return formatGoNumber(value)
  if (value instanceof CelUint) return String(value.value)
  return String(value)
}
