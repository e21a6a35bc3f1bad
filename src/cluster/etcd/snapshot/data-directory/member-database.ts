import type {Item} from '../bolt/leaf.ts'
import type {ItemSize} from '../bolt/plan-tree.ts'
import type {BoltReader} from '../bolt/read-bolt.ts'
import {type Bucket, writeBolt} from '../bolt/write-bolt.ts'
import {type Member, memberRecord} from './members.ts'

/** A snapshot's database as a new cluster's members have it: the same keys, other members, a log that begins anew. */
export function* memberDatabase(snapshot: BoltReader, members: Member[]): Generator<Buffer> {
  const replaced: Record<string, (items: Iterable<Item>) => Iterable<Item>> = {
    members: () => members.map(member => item(member.id.toString(16), Buffer.from(memberRecord(member)))),
    members_removed: () => [],
    meta: items => restarted(items, members.length),
  }
  const names = new Set([...snapshot.buckets().map(name => name.toString()), ...Object.keys(replaced)])
  const buckets = [...names].map((name): Bucket => {
    const contents = () => {
      const items = snapshot.bucket(name)
      return replaced[name]?.(items) ?? items
    }
    return {name, contents, sizes: () => sizes(contents())}
  })
  yield* writeBolt(buckets)
}

function* sizes(items: Iterable<Item>): Generator<ItemSize> {
  for (const {key, value} of items) yield {key, valueSize: value.length}
}

/** etcd's own notes, with the log's beginning: `index` entries of term 1 are in the database. */
function restarted(items: Iterable<Item>, index: number): Item[] {
  const ours = ['confState', 'consistent_index', 'term']
  const kept = [...items].filter(({key}) => !ours.includes(key.toString()))
  const notes = [item('consistent_index', bigEndian(index)), item('term', bigEndian(1))]
  return [...kept, ...notes].sort((a, b) => Buffer.compare(a.key, b.key))
}

const item = (key: string, value: Buffer): Item => ({key: Buffer.from(key), value})

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}
