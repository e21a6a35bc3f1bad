import type {KubeObject} from '../../../api/object.ts'

/** Objects by key, kept in the order of their keys. */
export class SortedObjects {
  private readonly keys: string[] = []
  private readonly objects: KubeObject[] = []

  get size(): number {
    return this.keys.length
  }

  set(key: string, object: KubeObject): void {
    const index = this.lowerBound(key)
    if (this.keys[index] === key) {
      this.objects[index] = object
    } else if (index === this.keys.length) {
      this.keys.push(key)
      this.objects.push(object)
    } else {
      this.keys.splice(index, 0, key)
      this.objects.splice(index, 0, object)
    }
  }

  delete(key: string): void {
    const index = this.lowerBound(key)
    if (this.keys[index] !== key) return
    this.keys.splice(index, 1)
    this.objects.splice(index, 1)
  }

  /** A copy: what happens later does not show in it. */
  list(): KubeObject[] {
    return this.objects.slice()
  }

  countFrom(key: string): number {
    return this.keys.length - this.lowerBound(key)
  }

  /** From a key on, as long as nothing changes. */
  *from(key: string): Generator<[key: string, object: KubeObject]> {
    for (let index = this.lowerBound(key); index < this.keys.length; index += 1)
      yield [this.keys[index]!, this.objects[index]!]
  }

  private lowerBound(key: string): number {
    let low = 0
    let high = this.keys.length
    if (high > 0 && this.keys[high - 1]! < key) return high
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
