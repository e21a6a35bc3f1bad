/** A change's key in etcd's database: its revision, its place within it, and whether it is a deletion. */
export interface RevisionKey {
  revision: number
  sub: number
  tombstone: boolean
}

const separator = 0x5f
const tombstoneMark = 0x74

export function encodeRevision({revision, sub, tombstone}: RevisionKey): Buffer {
  const key = Buffer.allocUnsafe(tombstone ? 18 : 17)
  key.writeBigUInt64BE(BigInt(revision), 0)
  key[8] = separator
  key.writeBigUInt64BE(BigInt(sub), 9)
  if (tombstone) key[17] = tombstoneMark
  return key
}

/** Undefined when the bytes are no revision. */
export function decodeRevision(key: Buffer): RevisionKey | undefined {
  if ((key.length !== 17 && key.length !== 18) || key[8] !== separator) return undefined
  return {
    revision: Number(key.readBigUInt64BE(0)),
    sub: Number(key.readBigUInt64BE(9)),
    tombstone: key[17] === tombstoneMark,
  }
}
