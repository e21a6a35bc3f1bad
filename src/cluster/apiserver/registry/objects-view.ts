import type {KubeObject} from '../../../api/object.ts'
import type {SortedView} from './sorted-view.ts'

/** Objects of a kind as they were at one moment, in the order of their keys. */
export class ObjectsView {
  /** By namespace, in the order of the keys in them; those of no namespace under ''. */
  private readonly namespaces: ReadonlyMap<string, SortedView>

  constructor(namespaces: ReadonlyMap<string, SortedView>) {
    this.namespaces = namespaces
  }

  get size(): number {
    let size = 0
    for (const {keys} of this.namespaces.values()) size += keys.length
    return size
  }

  list(): readonly KubeObject[] {
    const views = [...this.namespaces.values()]
    return views.length === 1 ? views[0]!.objects : views.flatMap(({objects}) => objects)
  }

  /** Those from a key on, with their keys. */
  *from(key: string): Generator<[key: string, object: KubeObject]> {
    for (const view of this.namespaces.values()) yield* view.from(key)
  }

  /** How many there are from a key on. */
  countFrom(key: string): number {
    let count = 0
    for (const view of this.namespaces.values()) count += view.countFrom(key)
    return count
  }

  /** Those of one namespace. */
  within(namespace: string): ObjectsView {
    const view = this.namespaces.get(namespace)
    return new ObjectsView(view ? new Map([[namespace, view]]) : new Map())
  }
}
