import type {ResourceStore} from './resource-store.ts'

/** The store's revision; the cache has seen everything up to it, and perhaps what came while that was asked. */
export async function currentRevision(resource: ResourceStore): Promise<number> {
  // One key, which is none: counting all there are would take its time.
  const {revision} = await resource.store.range({key: resource.rangeOf(''), countOnly: true})
  return revision
}
