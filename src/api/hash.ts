/** FNV-1a, 32 bits, of a text's UTF-8. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** Makes a text safe for names as Kubernetes does: no vowels, so no words. */
export function safeEncode(text: string): string {
  let encoded = ''
  for (const byte of new TextEncoder().encode(text)) encoded += alphabet[byte % alphabet.length]
  return encoded
}

/** A short name for a value that is the same whenever the value is, whatever the order of its keys; `collisions` asks for another one. */
export const hashOf = (value: unknown, collisions?: number): string =>
  safeEncode(String(fnv32a(canonical(value) + (collisions === undefined ? '' : String(collisions)))))

const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, field]) => field !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}
