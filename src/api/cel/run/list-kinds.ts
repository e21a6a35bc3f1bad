/** How a list's items are told apart, where its schema says so. */
export type ListKind = {type: 'set'} | {type: 'map'; keys: readonly string[]}

const kinds = new WeakMap<object, ListKind>()

export const listKindOf = (list: unknown[]): ListKind | undefined => kinds.get(list)

/** Marks a list as a set, or a map by keys. */
export function withListKind<T extends unknown[]>(list: T, kind: ListKind | undefined): T {
  if (kind) kinds.set(list, kind)
  return list
}
