import type {KubeList, KubeObject} from '../../../api/object.ts'
import type {Client, ListOptions, ResourcePath} from '../../../client/client.ts'

/** All objects of a collection, fetched in pieces. */
export async function listAll<T = KubeObject>(
  client: Client,
  path: ResourcePath,
  {chunkSize, ...options}: ListOptions & {chunkSize: number},
): Promise<T[]> {
  const items: T[] = []
  let next = ''
  do {
    const list: KubeList<T> = await client.list<T>(path, {
      ...options,
      ...(chunkSize > 0 && {limit: chunkSize}),
      ...(next && {continue: next}),
    })
    items.push(...(list.items ?? []))
    next = list.metadata?.continue ?? ''
  } while (next)
  return items
}
