import {elementSize, pageFlags, pageHeaderSize, pageSize, pagesFor, writePageHeader} from './page.ts'

export interface Item {
  key: Buffer
  value: Buffer
  /** `bucketFlag`, or nothing. */
  flags?: number
}

/** What an item takes on a leaf page. */
export const itemSize = (keySize: number, valueSize: number): number => elementSize + keySize + valueSize

/** A leaf page with these items, and its overflow; padded to whole pages. */
export function leafPage(id: number, items: Item[]): Buffer {
  const size = leafSize(items)
  const page = Buffer.alloc(pagesFor(size) * pageSize)
  fillLeaf(page, id, items)
  return page
}

/** The unpadded leaf that a small bucket is kept as, inside its parent's element. */
export function inlineLeaf(items: Item[]): Buffer {
  const page = Buffer.alloc(leafSize(items))
  fillLeaf(page, 0, items)
  return page
}

const leafSize = (items: Item[]): number =>
  items.reduce((size, {key, value}) => size + itemSize(key.length, value.length), pageHeaderSize)

function fillLeaf(page: Buffer, id: number, items: Item[]): void {
  const overflow = Math.max(0, pagesFor(page.length) - 1)
  writePageHeader(page, {id, flags: pageFlags.leaf, count: items.length, overflow})
  let data = pageHeaderSize + items.length * elementSize
  items.forEach(({key, value, flags = 0}, index) => {
    const element = pageHeaderSize + index * elementSize
    page.writeUInt32LE(flags, element)
    page.writeUInt32LE(data - element, element + 4)
    page.writeUInt32LE(key.length, element + 8)
    page.writeUInt32LE(value.length, element + 12)
    page.set(key, data)
    page.set(value, data + key.length)
    data += key.length + value.length
  })
}
