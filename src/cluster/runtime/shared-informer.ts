import {type KubeObject, objectKey} from '../../api/object.ts'
import type {Informer, InformerHandler} from './informer.ts'
import type {Logger} from './logger.ts'

interface Index<T> {
  valuesOf: (object: T) => string[]
  objects: Map<string, Map<string, T>>
}

/** An informer's local side: the objects, their indexes and those who are told of changes. A reflector feeds it. */
export class SharedInformer<T extends KubeObject = KubeObject> implements Informer<T> {
  private readonly objects = new Map<string, T>()
  private readonly indexes = new Map<string, Index<T>>()
  private readonly handlers = new Set<InformerHandler<T>>()
  private readonly waiting = new Set<{condition: () => boolean; resolve: () => void}>()
  /** Who waits for a revision, in the order of these. */
  private readonly awaited: {revision: number; resolve: () => void}[] = []
  private readonly log: Logger
  private current = 0
  private markSynced: () => void = () => {}
  private readonly whenSynced = new Promise<void>(resolve => {
    this.markSynced = resolve
  })

  private markTried: () => void = () => {}
  private readonly whenTried = new Promise<void>(resolve => {
    this.markTried = resolve
  })

  constructor(log: Logger) {
    this.log = log
  }

  get size(): number {
    return this.objects.size
  }

  get revision(): number {
    return this.current
  }

  get(key: string): T | undefined {
    return this.objects.get(key)
  }

  list(): Iterable<T> {
    return this.objects.values()
  }

  byIndex(name: string, value: string): Iterable<T> {
    const index = this.indexes.get(name)
    if (!index) throw new Error(`the informer has no index ${JSON.stringify(name)}`)
    return index.objects.get(value)?.values() ?? []
  }

  addIndex(name: string, valuesOf: (object: T) => string[]): void {
    if (this.indexes.has(name)) return
    const index: Index<T> = {valuesOf, objects: new Map()}
    this.indexes.set(name, index)
    for (const [key, object] of this.objects) insert(index, key, object)
  }

  onChange(handler: InformerHandler<T>): () => void {
    this.handlers.add(handler)
    for (const object of this.objects.values()) this.tell(handler, object)
    return () => this.handlers.delete(handler)
  }

  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise(resolve => this.waiting.add({condition, resolve}))
  }

  untilRevision(revision: number): Promise<void> {
    const {awaited} = this
    if (revision <= this.current) return Promise.resolve()
    // They come nearly in order: each waits for what it has just written.
    let place = awaited.length
    while (place > 0 && awaited[place - 1]!.revision > revision) place -= 1
    return new Promise(resolve => awaited.splice(place, 0, {revision, resolve}))
  }

  synced(): Promise<void> {
    return this.whenSynced
  }

  tried(): Promise<void> {
    return Promise.race([this.whenSynced, this.whenTried])
  }

  /** The collection cannot be listed for now. */
  failed(): void {
    this.markTried()
  }

  /** Makes the copy equal to a whole list. */
  replace(objects: readonly T[], revision: number): void {
    const keys = new Set(objects.map(objectKey))
    for (const object of [...this.objects.values()]) if (!keys.has(objectKey(object))) this.remove(object)
    for (const object of objects) this.put(object)
    this.advance(revision)
    this.markSynced()
  }

  put(object: T): void {
    const key = objectKey(object)
    const old = this.objects.get(key)
    if (old && old.metadata.resourceVersion === object.metadata.resourceVersion) return
    if (old && old.metadata.uid !== object.metadata.uid) this.remove(old)
    this.objects.set(key, object)
    for (const index of this.indexes.values()) {
      if (!old) insert(index, key, object)
      else replace(index, key, old, object)
    }
    const known = old && old.metadata.uid === object.metadata.uid ? old : undefined
    for (const handler of this.handlers) this.tell(handler, object, known)
  }

  remove(object: T): void {
    const key = objectKey(object)
    const old = this.objects.get(key)
    if (!old) return
    this.objects.delete(key)
    for (const index of this.indexes.values()) withdraw(index, key, index.valuesOf(old))
    for (const handler of this.handlers) this.tellOfEnd(handler, object)
  }

  /** Notes how far the copy has come and wakes those who waited for it. */
  advance(revision: number): void {
    if (revision > this.current) this.current = revision
    const {awaited} = this
    let reached = 0
    while (reached < awaited.length && awaited[reached]!.revision <= this.current) reached += 1
    for (const {resolve} of awaited.splice(0, reached)) resolve()
    for (const waiter of this.waiting) {
      if (!waiter.condition()) continue
      this.waiting.delete(waiter)
      waiter.resolve()
    }
  }

  /** Lets go of everyone who still waits. */
  release(): void {
    for (const waiter of [...this.waiting, ...this.awaited.splice(0)]) waiter.resolve()
    this.waiting.clear()
    this.markSynced()
  }

  /** `old`: what it was, where it is not new. */
  private tell(handler: InformerHandler<T>, object: T, old?: T): void {
    try {
      if (old) handler.updated?.(object, old)
      else handler.added?.(object)
    } catch (error) {
      this.handlerFailed(error)
    }
  }

  private tellOfEnd(handler: InformerHandler<T>, object: T): void {
    try {
      handler.deleted?.(object)
    } catch (error) {
      this.handlerFailed(error)
    }
  }

  private handlerFailed(error: unknown): void {
    this.log.error('a change handler failed', {error: String(error)})
  }
}

function insert<T>(index: Index<T>, key: string, object: T): void {
  for (const value of index.valuesOf(object)) {
    const group = index.objects.get(value)
    if (group) group.set(key, object)
    else index.objects.set(value, new Map([[key, object]]))
  }
}

/** Most changes leave an object where it was. */
function replace<T>(index: Index<T>, key: string, old: T, object: T): void {
  const [before, after] = [index.valuesOf(old), index.valuesOf(object)]
  if (before.length === after.length && before.every((value, place) => value === after[place])) {
    for (const value of after) index.objects.get(value)!.set(key, object)
    return
  }
  withdraw(index, key, before)
  insert(index, key, object)
}

function withdraw<T>(index: Index<T>, key: string, values: string[]): void {
  for (const value of values) {
    const group = index.objects.get(value)
    group?.delete(key)
    if (group?.size === 0) index.objects.delete(value)
  }
}
