export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | JsonValue[]
  | {[name: string]: JsonValue | undefined}

/** JSON as Go's encoding/json writes it: whole 64-bit numbers, and HTML's characters escaped. */
export function goJson(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (value === null || typeof value !== 'object') return escapeHtml(JSON.stringify(value))
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [`${JSON.stringify(name)}:${goJson(member)}`],
  )
  return `{${members.join(',')}}`
}

/** Without the members that Go's `omitempty` leaves out. */
export function omitEmpty(members: {[name: string]: JsonValue | undefined}): {[name: string]: JsonValue} {
  return Object.fromEntries(
    Object.entries(members).filter(
      (entry): entry is [string, JsonValue] => entry[1] !== undefined && !isEmpty(entry[1]),
    ),
  )
}

function isEmpty(value: JsonValue): boolean {
  return value === 0 || value === 0n || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

const escapeHtml = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
