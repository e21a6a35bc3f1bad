import type {GroupVersionResource, KubeObject} from '../../api/object.ts'

export interface InformerHandler<T> {
  added?(object: T): void
  updated?(object: T, old: T): void
  deleted?(object: T): void
}

/** A local, indexed copy of a collection, kept current by one list and watch. Its objects are read-only. */
export interface Informer<T = KubeObject> {
  /** By `namespace/name`, or the bare name of a cluster-scoped object. */
  get(key: string): T | undefined
  list(): Iterable<T>
  readonly size: number
  /** Objects whose index function yields `value`; the index must have been added. */
  byIndex(index: string, value: string): Iterable<T>
  /** An index may be added at any time; adding one of the same name again is a no-op. */
  addIndex(index: string, valuesOf: (object: T) => string[]): void
  /** Told of every object that is there already (as added) and of all that happens after. Returns what takes the handler off again. */
  onChange(handler: InformerHandler<T>): () => void
  /** The resource version up to which this copy is current; 0 before the first list. */
  readonly revision: number
  /** Resolves once the condition holds; it is asked again after every change. */
  until(condition: () => boolean): Promise<void>
  /** Resolves once the copy is current up to a revision. */
  untilRevision(revision: number): Promise<void>
  /** Resolves when the first list is in. */
  synced(): Promise<void>
  /** Resolves when the first list is in, or could not be had: who watches whatever there is waits for no collection in particular. */
  tried(): Promise<void>
}

/** One informer per collection, shared by all who ask. */
export interface InformerFactory {
  informer<T extends KubeObject = KubeObject>(resource: GroupVersionResource): Informer<T>
  /** Ends the informer of a collection that is gone, as a removed custom resource is. */
  release(resource: GroupVersionResource): Promise<void>
  stop(): Promise<void>
}
