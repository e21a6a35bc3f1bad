/** How a list's items are told apart, where its schema says so. */
export type ListKind = {type: 'set'} | {type: 'map'; keys: readonly string[]}

const kinds = new WeakMap<object, ListKind>()

export const listKindOf = (list: unknown[]): ListKind | undefined => kinds.get(list)

const texts = new WeakSet<object>()

/** Marks a list as one that a function made of a text: in cel-go it is of another Go type than all others. */
export function cutFromText(list: string[]): string[] {
  texts.add(list)
  return list
}

export const isCutFromText = (list: object): boolean => texts.has(list)

/** Marks a list as a set, or a map by keys. */
export function withListKind<T extends unknown[]>(list: T, kind: ListKind | undefined): T {
  if (kind) kinds.set(list, kind)
  return list
}
