/** bbolt's on-disk constants: pages of 4,096 bytes, of four kinds. Everything is little-endian. */
export const pageSize = 4_096
export const pageHeaderSize = 16
/** Of a branch's and of a leaf's. */
export const elementSize = 16
export const bucketHeaderSize = 16
export const magic = 0xed0cdaed
export const version = 2

export const pageFlags = {branch: 0x01, leaf: 0x02, meta: 0x04, freelist: 0x10}
/** Of a leaf element whose value is a bucket. */
export const bucketFlag = 0x01

export interface PageHeader {
  id: number
  flags: number
  count: number
  /** How many pages follow that belong to this one. */
  overflow: number
}

export function writePageHeader(page: Buffer, {id, flags, count, overflow}: PageHeader): void {
  page.writeBigUInt64LE(BigInt(id), 0)
  page.writeUInt16LE(flags, 8)
  page.writeUInt16LE(count, 10)
  page.writeUInt32LE(overflow, 12)
}

export function readPageHeader(page: Buffer): PageHeader {
  return {
    id: Number(page.readBigUInt64LE(0)),
    flags: page.readUInt16LE(8),
    count: page.readUInt16LE(10),
    overflow: page.readUInt32LE(12),
  }
}

export const pagesFor = (bytes: number): number => Math.ceil(bytes / pageSize)
