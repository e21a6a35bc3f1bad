import type {GroupResource} from '../../../api/object.ts'
import type {Key} from '../../etcd/store.ts'
import type {KeyCounts} from './key-counts.ts'

/** What was read, and whether writing the same again would store other bytes than these (another key, another provider). */
export interface Decrypted {
  data: Uint8Array
  stale: boolean
}

/** Turns what is to be stored into what is stored. `key` is the etcd key, to which some ciphers bind the value. */
export interface Transformer {
  toStorage(data: Uint8Array, key: Key): Uint8Array
  /** Throws an Error in kube-apiserver's words when the value cannot be read. */
  fromStorage(data: Uint8Array, key: Key): Decrypted
  /** Fetches what it takes to read a value, if it is not there; what goes wrong is told by `fromStorage`. Absent: it never takes anything. */
  prepare?(data: Uint8Array): Promise<void> | undefined
  /** Fetches what it takes to write; what goes wrong is told by `toStorage`. */
  prepareToWrite?(): Promise<void> | undefined
}

/** Which transformer a kind's values go through. */
export interface Encryption {
  for(resource: GroupResource): Transformer
  /** How those are that keep keys for us: rejects with what is wrong with the first one. Absent: there are none. */
  check?(): Promise<void>
  /** What is counted of their keys. */
  counts?: KeyCounts
}
