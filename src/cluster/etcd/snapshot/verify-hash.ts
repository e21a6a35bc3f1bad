import {createHash} from 'node:crypto'
import {closeSync, fstatSync, openSync, readSync} from 'node:fs'

const hashSize = 32
const chunkSize = 1 << 20

/** A snapshot whose SHA-256 is missing or wrong; the message is etcd's. */
class SnapshotHashError extends Error {}

/** Throws unless the file ends in the SHA-256 of all before it. Databases are whole sectors, so a rest of 32 bytes is a hash. */
export function verifySnapshotHash(file: string): void {
  const fd = openSync(file, 'r')
  try {
    const {size} = fstatSync(fd)
    if (size < hashSize) throw new SnapshotHashError(`seek ${file}: invalid argument`)
    if (size % 512 !== hashSize) throw new SnapshotHashError('snapshot missing hash but --skip-hash-check=false')
    const expected = read(fd, size - hashSize, hashSize)
    const hash = createHash('sha256')
    for (let at = 0; at < size - hashSize; at += chunkSize) {
      hash.update(read(fd, at, Math.min(chunkSize, size - hashSize - at)))
    }
    const actual = hash.digest()
    if (actual.equals(expected)) return
    throw new SnapshotHashError(`expected sha256 [${[...expected].join(' ')}], got [${[...actual].join(' ')}]`)
  } finally {
    closeSync(fd)
  }
}

function read(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(fd, bytes, 0, length, position))
}
