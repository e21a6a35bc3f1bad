import {type FieldError, invalidValue, notSupported, required} from '../../../api/field-error.ts'

/** What a rule finds wrong, in the order in which Kubernetes tells it. Rules are generators, so that they read top to bottom. */
export type Errors = Iterable<FieldError>

/** A check of a string: every message says one thing that is wrong with it. */
export type Check = (value: string) => string[]

/** What nearly every rule finds. */
export const noErrors: readonly FieldError[] = []

/** One error per message of a check. */
export const invalidBecause = (path: string, value: unknown, messages: readonly string[]): Errors =>
  messages.length === 0 ? noErrors : messages.map(message => invalidValue(path, value, message))

/** A string that must be there and pass a check. */
export function* requiredString(path: string, value: string | undefined, check?: Check, detail = ''): Errors {
  if (!value) yield required(path, detail)
  else if (check) yield* invalidBecause(path, value, check(value))
}

/** A word that must be there and be one of those supported. */
export function* requiredWord(path: string, value: string | undefined, supported: readonly string[]): Errors {
  if (!value) yield required(path)
  else yield* supportedWord(path, value, supported)
}

/** A word that, if it is there at all, is one of those supported. */
export function* supportedWord(path: string, value: string | undefined, supported: readonly string[]): Errors {
  if (value !== undefined && !supported.includes(value)) yield notSupported(path, value, supported)
}

/** Runs a rule on every item of a list, with the item's path. */
export const each = <T>(
  path: string,
  items: readonly T[] | undefined,
  rule: (item: T, path: string) => Errors,
): Errors => (items && items.length > 0 ? eachOf(path, items, rule) : noErrors)

function* eachOf<T>(path: string, items: readonly T[], rule: (item: T, path: string) => Errors): Errors {
  for (let index = 0; index < items.length; index += 1) yield* rule(items[index]!, `${path}[${index}]`)
}

/** Runs a rule on every entry of a map, keys sorted, with the entry's path. */
export function* eachEntry<T>(
  path: string,
  map: Record<string, T> | undefined,
  rule: (key: string, value: T, path: string) => Errors,
): Errors {
  for (const key of Object.keys(map ?? {}).sort())
    yield* rule(key, (map as Record<string, T>)[key] as T, `${path}[${key}]`)
}
