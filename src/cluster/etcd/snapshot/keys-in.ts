import type {Key, Value} from '../store.ts'
import {BoltReader} from './bolt/read-bolt.ts'
import {decodeKeyValue} from './key-value-proto.ts'
import {decodeRevision} from './revision-key.ts'

/** The keys that are there at the last revision of a member's database or a snapshot, with their values. */
export function keysIn(file: string): Map<Key, Value> {
  const reader = new BoltReader(file)
  try {
    const keys = new Map<Key, Value>()
    for (const {key: revision, value: message} of reader.bucket('key')) {
      const at = decodeRevision(revision)
      if (!at) continue
      const {key, value} = decodeKeyValue(message)
      if (at.tombstone) keys.delete(key)
      else keys.set(key, value)
    }
    return keys
  } finally {
    reader.close()
  }
}
