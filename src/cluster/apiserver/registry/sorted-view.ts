import type {KubeObject} from '../../../api/object.ts'

/** Objects in the order of their keys, at one moment. */
export class SortedView {
  readonly keys: readonly string[]
  readonly objects: readonly KubeObject[]

  constructor(keys: readonly string[], objects: readonly KubeObject[]) {
    this.keys = keys
    this.objects = objects
  }

  countFrom(key: string): number {
    return this.keys.length - lowerBound(this.keys, key)
  }

  /** From a key on. */
  *from(key: string): Generator<[key: string, object: KubeObject]> {
    for (let index = lowerBound(this.keys, key); index < this.keys.length; index += 1)
      yield [this.keys[index]!, this.objects[index]!]
  }
}

/** The place of the first key that is not before this one. */
export function lowerBound(keys: readonly string[], key: string): number {
  let low = 0
  let high = keys.length
  if (high > 0 && keys[high - 1]! < key) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}
