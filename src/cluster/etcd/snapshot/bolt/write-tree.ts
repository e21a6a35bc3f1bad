import {type Item, leafPage} from './leaf.ts'
import {elementSize, pageFlags, pageHeaderSize, pageSize, writePageHeader} from './page.ts'
import type {PlannedPage, TreePlan} from './plan-tree.ts'

/** The pages of a planned tree, in order; `items` must be those that it was planned for. */
export function* writeTree({levels}: TreePlan, items: Iterable<Item>): Generator<Buffer> {
  const [leaves = [], ...branches] = levels
  const source = items[Symbol.iterator]()
  try {
    for (const leaf of leaves) yield leafPage(leaf.id, take(source, leaf.count))
  } finally {
    source.return?.()
  }
  for (const branch of branches.flat()) yield branchPage(branch)
}

function take(source: Iterator<Item>, count: number): Item[] {
  return Array.from({length: count}, () => {
    const next = source.next()
    if (next.done) throw new Error('fewer items than were planned for')
    return next.value
  })
}

function branchPage({id, children = []}: PlannedPage): Buffer {
  const page = Buffer.alloc(pageSize)
  writePageHeader(page, {id, flags: pageFlags.branch, count: children.length, overflow: 0})
  let data = pageHeaderSize + children.length * elementSize
  children.forEach((child, index) => {
    const element = pageHeaderSize + index * elementSize
    page.writeUInt32LE(data - element, element)
    page.writeUInt32LE(child.firstKey.length, element + 4)
    page.writeBigUInt64LE(BigInt(child.id), element + 8)
    page.set(child.firstKey, data)
    data += child.firstKey.length
  })
  return page
}
