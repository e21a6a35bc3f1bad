/** Sets an own property whatever the key is: `__proto__` is a plain key here. */
export function setKey(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, {value, enumerable: true, configurable: true, writable: true})
  else object[key] = value
}

/** An own property, never one of Object.prototype. */
export const getKey = (object: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** Whether a JSON value is an object rather than a list, a scalar or null. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
