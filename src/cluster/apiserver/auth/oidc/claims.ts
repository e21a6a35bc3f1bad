export type Claims = Record<string, unknown>

/** A claim that must be text. Throws in Go's words. */
export function textClaim(claims: Claims, name: string): string {
  if (!Object.hasOwn(claims, name)) throw new Error('claim not present')
  const value = claims[name]
  if (typeof value === 'string') return value
  if (value === null) return ''
  throw new Error(`json: cannot unmarshal ${kindOf(value)} into Go value of type string`)
}

/** Text, or a list of texts. */
export function textsClaim(claims: Claims, name: string): string[] {
  const value = claims[name]
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return [...value]
  return value === null ? [] : [textClaim(claims, name)]
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'object') return 'object'
  return typeof value === 'boolean' ? 'bool' : 'number'
}

/** Claims as expressions see them: every number is a double, as Go reads JSON. */
export function claimsValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(claimsValue)
  if (typeof value !== 'object' || value === null) return value ?? null
  return new Map(Object.entries(value).map(([key, each]) => [key, claimsValue(each)]))
}
