import type {ClientFiles} from '../containers/etcd-client.ts'
import {keysIn} from '../etcd/snapshot/keys-in.ts'
import type {Key, Operation, Store, Value} from '../etcd/store.ts'
import {containerFiles} from './container-files.ts'

/**
 * A server that finds a restored data directory which no server has run on yet serves what is in it: the cluster is what it was when the snapshot was taken. The
 * store goes on counting revisions, as with `--bump-revision`, so that nobody who watches has to begin anew. What is only true for its moment stays as it is.
 */
export async function takeUp(store: Store, files: ClientFiles, dataDir: string): Promise<boolean> {
  const database = `${dataDir}/member/snap/db`
  if (!(await files.exists(database)) || (await files.exists(usedMark(dataDir)))) return false
  const restored = await containerFiles(files, '/').withFile(database, keysIn)
  const {kvs} = await store.range({key: '\0', rangeEnd: '\0'})
  const present = new Map(kvs.map(({key, value}): [Key, Value] => [key, value]))
  const success = changes(present, restored)
  if (success.length > 0) await store.txn({compare: [], success, failure: []})
  await files.writeFile(usedMark(dataDir), new Uint8Array())
  return true
}

function changes(present: ReadonlyMap<Key, Value>, restored: ReadonlyMap<Key, Value>): Operation[] {
  const operations: Operation[] = []
  for (const key of present.keys())
    if (!restored.has(key) && !momentary.test(key)) operations.push({type: 'delete', key})
  for (const [key, value] of restored) {
    const before = present.get(key)
    const isSame = before !== undefined && Buffer.from(before).equals(Buffer.from(value))
    if (!isSame && !momentary.test(key)) operations.push({type: 'put', key, value})
  }
  return operations
}

/** Leases say who lives now, events end by themselves, and what compacts history is not of the cluster. */
const momentary = /^(compact_rev_key|\/registry\/(events|leases|masterleases)\/)/

/** What a server that runs has in its log's folder: the next part of the log. */
const usedMark = (dataDir: string): string => `${dataDir}/member/wal/0.tmp`
