/** Lists whose items are written without kind and apiVersion, as those of built-in kinds are; in this process the items have both. */
const lists = new WeakSet<object>()

/** Marks a list and returns it. */
export function bareItems<T extends object>(list: T): T {
  lists.add(list)
  return list
}

export const hasBareItems = (list: object): boolean => lists.has(list)
