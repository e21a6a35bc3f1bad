import type {ObjectEvent, ObjectListener} from './watch-cache.ts'

/** Who listens to the objects of a kind, by how much of them concerns him: `''` (everything), `namespace/`, or `namespace/name`. */
export class ObjectListeners {
  private readonly scopes = new Map<string, Set<ObjectListener>>()

  /** Returns what takes the listener off again. */
  add(scope: string, listener: ObjectListener): () => void {
    const there = this.scopes.get(scope) ?? new Set()
    this.scopes.set(scope, there.add(listener))
    return () => {
      there.delete(listener)
      if (there.size === 0 && this.scopes.get(scope) === there) this.scopes.delete(scope)
    }
  }

  tell(event: ObjectEvent): void {
    const {namespace = '', name} = event.object.metadata
    for (const scope of namespace ? ['', `${namespace}/`, `${namespace}/${name}`] : ['', `/${name}`])
      for (const listener of this.scopes.get(scope) ?? []) listener.event(event)
  }

  /** Nothing more comes; whoever is added from now on is another's. */
  end(): void {
    const all = [...this.scopes.values()].flatMap(set => [...set])
    this.scopes.clear()
    for (const listener of all) listener.ended()
  }
}
