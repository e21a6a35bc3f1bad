import type {Library} from './library.ts'

type Ordered = bigint | number | string | boolean | Date

/** Kubernetes' list functions: order, extremes, sums, places. */
export const lists: Library = {
  'list.isSorted(): bool': (list: Ordered[]) => list.every((item, index) => index === 0 || list[index - 1]! <= item),
  'list.sum(): dyn'(list: (bigint | number)[]) {
    if (list.length === 0) return 0n
    return list.reduce((sum, item) => (sum as number) + (item as number))
  },
  'list.min(): dyn': (list: Ordered[]) => extreme(list, 'min', (a, b) => a < b),
  'list.max(): dyn': (list: Ordered[]) => extreme(list, 'max', (a, b) => a > b),
  'list.indexOf(dyn): int': (list: unknown[], item: unknown) => BigInt(list.indexOf(item)),
  'list.lastIndexOf(dyn): int': (list: unknown[], item: unknown) => BigInt(list.lastIndexOf(item)),
  'list.slice(int, int): list': (list: unknown[], from: bigint, to: bigint) => list.slice(Number(from), Number(to)),
  'list.distinct(): list': (list: unknown[]) => [...new Set(list)],
  'list.reverse(): list': (list: unknown[]) => [...list].reverse(),
  'list.sort(): list': (list: Ordered[]) => [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  'list.flatten(): list': (list: unknown[]) => list.flat(1),
}

function extreme(list: Ordered[], name: string, better: (a: Ordered, b: Ordered) => boolean): Ordered {
  if (list.length === 0) throw new Error(`${name} called on empty list`)
  return list.reduce((best, item) => (better(item, best) ? item : best))
}
