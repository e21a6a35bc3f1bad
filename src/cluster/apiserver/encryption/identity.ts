import type {Transformer} from './transformer.ts'

const encrypted = Buffer.from('k8s:enc:')

/** Stores what it is given, and refuses to take another provider's secrets for plain text. */
export const identity: Transformer = {
  toStorage: data => data,
  fromStorage(data) {
    if (encrypted.compare(data, 0, Math.min(encrypted.length, data.length)) === 0)
      throw new Error('identity transformer tried to read encrypted data')
    return {data, stale: false}
  },
}
