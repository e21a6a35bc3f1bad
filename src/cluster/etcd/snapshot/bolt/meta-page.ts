import {fnv1a} from './fnv.ts'
import {magic, pageFlags, pageHeaderSize, pageSize, version, writePageHeader} from './page.ts'

export interface Meta {
  /** The page of the root bucket. */
  root: number
  freelist: number
  /** How many pages there are. */
  pages: number
  transaction: number
}

const checksummed = 56

/** A meta page in bbolt's layout: header, magic, version, page size, root bucket, freelist, pages, transaction, and the FNV-1a sum of these. */
export function metaPage(id: number, {root, freelist, pages, transaction}: Meta): Buffer {
  const page = Buffer.alloc(pageSize)
  writePageHeader(page, {id, flags: pageFlags.meta, count: 0, overflow: 0})
  const body = page.subarray(pageHeaderSize)
  body.writeUInt32LE(magic, 0)
  body.writeUInt32LE(version, 4)
  body.writeUInt32LE(pageSize, 8)
  body.writeBigUInt64LE(BigInt(root), 16)
  body.writeBigUInt64LE(BigInt(freelist), 32)
  body.writeBigUInt64LE(BigInt(pages), 40)
  body.writeBigUInt64LE(BigInt(transaction), 48)
  body.writeBigUInt64LE(fnv1a(body.subarray(0, checksummed)), checksummed)
  return page
}

/** Undefined when the page is not a whole meta page. Its page size may be another than ours. */
export function readMeta(page: Buffer): (Meta & {pageSize: number}) | undefined {
  if (page.length < pageHeaderSize + checksummed + 8) return undefined
  const body = page.subarray(pageHeaderSize)
  if (body.readUInt32LE(0) !== magic || body.readUInt32LE(4) !== version) return undefined
  if (body.readBigUInt64LE(checksummed) !== fnv1a(body.subarray(0, checksummed))) return undefined
  return {
    pageSize: body.readUInt32LE(8),
    root: Number(body.readBigUInt64LE(16)),
    freelist: Number(body.readBigUInt64LE(32)),
    pages: Number(body.readBigUInt64LE(40)),
    transaction: Number(body.readBigUInt64LE(48)),
  }
}
