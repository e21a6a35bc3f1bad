import {parseBool} from '../../api/go/parse-bool.ts'

/** A value as Go's ParseBool reads it; undefined for what is none. */
export function booleanOf(value: string): boolean | undefined {
  try {
    return parseBool(value)
  } catch {
    return undefined
  }
}
