import {type Item, inlineLeaf, leafPage} from './leaf.ts'
import {metaPage} from './meta-page.ts'
import {bucketFlag, bucketHeaderSize, pageFlags, pageSize, writePageHeader} from './page.ts'
import {type ItemSize, planTree, type TreePlan} from './plan-tree.ts'
import {writeTree} from './write-tree.ts'

/** A bucket: a few items kept inside the root page, or a tree whose items are read twice: their sizes, then themselves. */
export type Bucket = {name: string} & ({items: Item[]} | {sizes(): Iterable<ItemSize>; contents(): Iterable<Item>})

const freelist = 2
const root = 3

/** A bbolt database with these buckets, page by page, in bounded memory. */
export function* writeBolt(buckets: Bucket[]): Generator<Buffer> {
  const ordered = [...buckets].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
  const plans = new Map<string, TreePlan>()
  let pages = root + 1
  for (const bucket of ordered) {
    if ('items' in bucket) continue
    const plan = planTree(bucket.sizes(), pages)
    plans.set(bucket.name, plan)
    pages = plan.next
  }
  yield metaPage(0, {root, freelist, pages, transaction: 0})
  yield metaPage(1, {root, freelist, pages, transaction: 1})
  yield emptyFreelist()
  yield rootPage(ordered, plans)
  for (const bucket of ordered) if ('contents' in bucket) yield* writeTree(plans.get(bucket.name)!, bucket.contents())
}

function emptyFreelist(): Buffer {
  const page = Buffer.alloc(pageSize)
  writePageHeader(page, {id: freelist, flags: pageFlags.freelist, count: 0, overflow: 0})
  return page
}

function rootPage(buckets: Bucket[], plans: Map<string, TreePlan>): Buffer {
  const page = leafPage(
    root,
    buckets.map(bucket => ({
      key: Buffer.from(bucket.name),
      flags: bucketFlag,
      value: 'items' in bucket ? inlineBucket(bucket.items) : bucketHeader(plans.get(bucket.name)!.root),
    })),
  )
  if (page.length > pageSize) throw new Error('the small buckets do not fit into the root page')
  return page
}

function inlineBucket(items: Item[]): Buffer {
  return Buffer.concat([bucketHeader(0), inlineLeaf(items)])
}

function bucketHeader(rootPageId: number): Buffer {
  const header = Buffer.alloc(bucketHeaderSize)
  header.writeBigUInt64LE(BigInt(rootPageId), 0)
  return header
}
