/** An object without what Go's `omitempty` leaves out: zeros, empty texts, empty lists, false, and what is not there. */
export function compact<T extends object>(object: T): T {
  const kept = Object.entries(object).filter(([, value]) => !isEmpty(value))
  return Object.fromEntries(kept) as T
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === 0 ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0)
