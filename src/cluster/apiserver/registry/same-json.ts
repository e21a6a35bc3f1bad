/** Whether two JSON values say the same, whatever the order of their fields; undefined counts as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b)
  return sameFields(a as Record<string, unknown>, b as Record<string, unknown>)
}

function sameItems(a: unknown[], b: unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) if (!sameJson(a[index], b[index])) return false
  return true
}

function sameFields(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  let more = 0
  for (const key in a) {
    if (a[key] === undefined) continue
    if (!sameJson(a[key], b[key])) return false
    more += 1
  }
  for (const key in b) if (b[key] !== undefined) more -= 1
  return more === 0
}
