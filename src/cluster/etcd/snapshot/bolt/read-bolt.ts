import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import type {Item} from './leaf.ts'
import {readMeta} from './meta-page.ts'
import {
  bucketFlag,
  bucketHeaderSize,
  elementSize,
  pageFlags,
  pageHeaderSize,
  readPageHeader,
  pageSize as usualPageSize,
} from './page.ts'

/** A bbolt database that is not one, or is damaged. The message is bbolt's. */
class InvalidDatabase extends Error {
  constructor(message = 'invalid database') {
    super(message)
    this.name = 'InvalidDatabase'
  }
}

/** Reads a bbolt database page by page; close it. */
export class BoltReader {
  /** Bytes of the database proper, without what may follow it in the file. */
  readonly size: number
  private readonly fd: number
  private readonly pageSize: number
  private readonly pages: number
  private readonly root: number

  constructor(file: string) {
    this.fd = openSync(file, 'r')
    try {
      const meta = this.newestMeta()
      this.pageSize = meta.pageSize
      this.pages = meta.pages
      this.root = meta.root
      this.size = meta.pages * meta.pageSize
      if (fstatSync(this.fd).size < this.size) throw new InvalidDatabase()
    } catch (error) {
      this.close()
      throw error
    }
  }

  close(): void {
    closeSync(this.fd)
  }

  /** The names of the buckets, in order. */
  buckets(): Buffer[] {
    return [...this.items(this.root)].map(({key}) => key)
  }

  /** A bucket's items in the order of their keys; none if there is no such bucket. */
  *bucket(name: Buffer | string): Generator<Item> {
    const wanted = Buffer.from(name as string)
    for (const {key, value, flags} of this.items(this.root)) {
      if (flags !== bucketFlag || !key.equals(wanted)) continue
      if (value.length < bucketHeaderSize) throw new InvalidDatabase()
      const page = Number(value.readBigUInt64LE(0))
      if (page === 0) yield* leafItems(value.subarray(bucketHeaderSize))
      else yield* this.items(page)
      return
    }
  }

  private *items(root: number): Generator<Item> {
    const waiting = [root]
    for (let visited = 0; waiting.length > 0; visited += 1) {
      if (visited > this.pages) throw new InvalidDatabase()
      const page = this.read(waiting.pop()!)
      const {flags} = readPageHeader(page)
      if (flags === pageFlags.leaf) yield* leafItems(page)
      else if (flags === pageFlags.branch) waiting.push(...children(page).reverse())
      else throw new InvalidDatabase()
    }
  }

  private read(id: number): Buffer {
    if (id >= this.pages) throw new InvalidDatabase()
    const first = this.bytes(id * this.pageSize, this.pageSize)
    const {overflow} = readPageHeader(first)
    if (overflow === 0) return first
    if (id + overflow >= this.pages) throw new InvalidDatabase()
    return this.bytes(id * this.pageSize, (overflow + 1) * this.pageSize)
  }

  /** The newer of the two meta pages that is whole. The second one's place depends on the page size that the writer had. */
  private newestMeta() {
    const first = readMeta(this.bytes(0, usualPageSize, true))
    const sizes = first ? [first.pageSize] : [1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536]
    const second = sizes.map(size => readMeta(this.bytes(size, usualPageSize, true))).find(meta => meta !== undefined)
    const newest = first && second ? (first.transaction > second.transaction ? first : second) : (first ?? second)
    if (!newest || newest.pageSize < 1_024) throw new InvalidDatabase()
    return newest
  }

  private bytes(position: number, length: number, short = false): Buffer {
    const bytes = Buffer.alloc(length)
    const read = readSync(this.fd, bytes, 0, length, position)
    if (read < length && !short) throw new InvalidDatabase()
    return bytes.subarray(0, read)
  }
}

function* leafItems(page: Buffer): Generator<Item> {
  const {count} = readPageHeader(page)
  for (let index = 0; index < count; index += 1) {
    const element = pageHeaderSize + index * elementSize
    if (element + elementSize > page.length) throw new InvalidDatabase()
    const key = element + page.readUInt32LE(element + 4)
    const value = key + page.readUInt32LE(element + 8)
    const end = value + page.readUInt32LE(element + 12)
    if (end > page.length) throw new InvalidDatabase()
    yield {flags: page.readUInt32LE(element), key: page.subarray(key, value), value: page.subarray(value, end)}
  }
}

function children(page: Buffer): number[] {
  const {count} = readPageHeader(page)
  if (pageHeaderSize + count * elementSize > page.length) throw new InvalidDatabase()
  return Array.from({length: count}, (_, index) =>
    Number(page.readBigUInt64LE(pageHeaderSize + index * elementSize + 8)),
  )
}
