import {isDeepStrictEqual} from 'node:util'

/** Where two answers differ, as `path: wanted → got`. */
export function differences(wanted: unknown, got: unknown, path = ''): string[] {
  if (isDeepStrictEqual(wanted, got)) return []
  if (isObject(wanted) && isObject(got) && Array.isArray(wanted) === Array.isArray(got)) {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(got)])
    return [...keys].flatMap(key => differences(wanted[key], got[key], `${path}/${key}`))
  }
  return [`${path}: ${JSON.stringify(wanted)?.slice(0, 6000)} → ${JSON.stringify(got)?.slice(0, 6000)}`]
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
