/**
 * What was found out about objects lately, forgotten generation by generation: of `size` to twice as many objects at the most, and of none that is gone. For
 * facts that are dear to find and would be dear to keep about everything.
 */
export class Recent<K extends object, V> {
  private readonly size: number
  private young = new WeakMap<K, V>()
  private old = new WeakMap<K, V>()
  private count = 0

  constructor(size: number) {
    this.size = size
  }

  get(key: K): V | undefined {
    const value = this.young.get(key)
    if (value !== undefined) return value
    const older = this.old.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }

  set(key: K, value: V): void {
    if (this.count >= this.size) {
      this.old = this.young
      this.young = new WeakMap()
      this.count = 0
    }
    this.count += 1
    this.young.set(key, value)
  }
}
