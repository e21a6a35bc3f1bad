import {BoltReader} from './bolt/read-bolt.ts'
import {crc32c} from './crc32c.ts'
import {decodeRevision} from './revision-key.ts'

export interface SnapshotStatus {
  hash: number
  revision: number
  totalKey: number
  totalSize: number
}

/** What `snapshot status` says of a file: a CRC-32C of all buckets, how many keys they have, the last revision. */
export function snapshotStatus(file: string): SnapshotStatus {
  const reader = new BoltReader(file)
  try {
    const status = {hash: 0, revision: 0, totalKey: 0, totalSize: reader.size}
    for (const name of reader.buckets()) {
      status.hash = crc32c(name, status.hash)
      const isKeys = name.toString() === 'key'
      for (const {key, value} of reader.bucket(name)) {
        status.hash = crc32c(value, crc32c(key, status.hash))
        status.totalKey += 1
        if (isKeys) status.revision = decodeRevision(key)?.revision ?? status.revision
      }
    }
    return status
  } finally {
    reader.close()
  }
}
