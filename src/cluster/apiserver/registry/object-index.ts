import type {KubeObject} from '../../../api/object.ts'
import type {Demand} from './selection.ts'

/** Objects by one label or field, kept current by who has them. */
export class ObjectIndex {
  private readonly read: Demand['read']
  private readonly byValue = new Map<string, Map<string, KubeObject>>()

  constructor(read: Demand['read']) {
    this.read = read
  }

  keep(key: string, object: KubeObject, previous?: KubeObject): void {
    const value = this.read(object)
    if (previous && this.read(previous) !== value) this.drop(key, previous)
    if (value === undefined) return
    const objects = this.byValue.get(value)
    if (objects) objects.set(key, object)
    else this.byValue.set(value, new Map([[key, object]]))
  }

  drop(key: string, object: KubeObject): void {
    const value = this.read(object)
    const objects = value === undefined ? undefined : this.byValue.get(value)
    if (!objects?.delete(key) || objects.size > 0) return
    this.byValue.delete(value!)
  }

  /** Those of one of the values, in the order of their keys. */
  under(values: readonly string[]): [key: string, object: KubeObject][] {
    const all = [...new Set(values)].flatMap(value => [...(this.byValue.get(value) ?? [])])
    return all.sort(([a], [b]) => (a < b ? -1 : 1))
  }
}
