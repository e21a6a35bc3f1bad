/**
 * Which lists, maps and bytes a struct was given empty that Go's omitempty leaves out of JSON. Go tells them from absent ones for as long as an object lives in
 * memory: in what errors print of it, in rules that ask for nil, in comparisons of lists; nothing that is stored or sent does. The mark is a symbol's
 * property, which copies of a struct take along and JSON does not know.
 */
const given = Symbol('fields that were given empty')

const none: readonly string[] = []
const within = Symbol('something in it was given empty')

interface Marked {
  [given]?: readonly string[]
  [within]?: boolean
}

let marks = 0

/** How many marks there have been made. */
export const marksSoFar = (): number => marks

/** What has been decoded since so many marks; if one of those since is in it, it knows. */
export function knowingMarks<T extends object>(root: T, before: number): T {
  if (marks !== before) (root as Marked)[within] = true
  return root
}

/** Marks a field of a struct as given, and empty. */
export function markEmpty(struct: object, field: string): void {
  marks += 1
  const known = (struct as Marked)[given]
  ;(struct as Marked)[given] = known ? [...known, field] : [field]
}

/** Makes a field that was given empty as good as absent. */
export function unmarkEmpty(struct: object, field: string): void {
  const known = (struct as Marked)[given]
  if (known?.includes(field)) (struct as Marked)[given] = known.filter(name => name !== field)
}

/** Whether a field of a struct was given, be it empty: not nil, as Go says. */
export const isGiven = (struct: object, field: string): boolean =>
  ((struct as Record<string, unknown>)[field] ?? undefined) !== undefined || isGivenEmpty(struct, field)

export const isGivenEmpty = (struct: object, field: string): boolean =>
  (struct as Marked)[given]?.includes(field) === true

/** The fields that a struct was given empty. */
export const fieldsGivenEmpty = (struct: object): readonly string[] => (struct as Marked)[given] ?? none

/** What a struct was given for a field: `empty` if that, null if nothing. */
export const asGiven = (struct: object | undefined, field: string, empty: unknown): unknown =>
  (struct as Record<string, unknown> | undefined)?.[field] ?? (struct && isGivenEmpty(struct, field) ? empty : null)

/** Whether two values that are equal otherwise were given the same things empty: everywhere, or within lists only. */
export function sameEmpties(a: unknown, b: unknown, counts: 'everywhere' | 'in lists' = 'everywhere'): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return a.every((item, index) => sameEmpties(item, (b as unknown[] | undefined)?.[index]))
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return true
  if (counts === 'everywhere' && !haveSameEmpties(a, b)) return false
  return Object.entries(a).every(([key, part]) => sameEmpties(part, (b as Record<string, unknown>)[key], counts))
}

/** Those aside that have come to hold something. */
function haveSameEmpties(a: object, b: object): boolean {
  const [left, right] = [emptiesOf(a), emptiesOf(b)]
  if (left === right) return true
  return left.every(field => isGivenEmpty(b, field)) && right.every(field => isGivenEmpty(a, field))
}

/** Whether something was given empty anywhere in a decoded object. */
export const hasEmpties = (root: object): boolean => (root as Marked)[within] === true

/** Makes what was given empty in a decoded object as good as absent: so it is stored. */
export function forgetEmpties(root: object): void {
  if (!hasEmpties(root)) return
  delete (root as Marked)[within]
  forget(root)
}

function forget(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (given in value) delete (value as Marked)[given]
  for (const part of Object.values(value)) forget(part)
}

const emptiesOf = (struct: object): readonly string[] =>
  (struct as Marked)[given]?.filter(field => (struct as Record<string, unknown>)[field] === undefined) ?? none
