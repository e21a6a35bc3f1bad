import {createHmac, randomBytes} from 'node:crypto'
import {aesGcm} from '../aes-gcm.ts'
import type {Transformer} from '../transformer.ts'

/** Bytes. */
export const seedSize = 32
const infoSize = 32

/**
 * AES-GCM with a key for every value, derived from a seed (HKDF-Expand, RFC 5869, with SHA-256) and from random bytes that stand before the value: so
 * many values can be written with one seed that no nonce comes twice.
 */
export function extendedNonceGcm(seed: Uint8Array): Transformer {
  if (seed.length < seedSize) throw new Error(`invalid seed length ${seed.length} used for key generation`)
  return {
    toStorage(data, key) {
      const info = randomBytes(infoSize)
      return Buffer.concat([info, derived(seed, info).toStorage(data, key)])
    },
    fromStorage(data, key) {
      if (data.length < infoSize) throw new Error('the stored data was shorter than the required size')
      return derived(seed, data.subarray(0, infoSize)).fromStorage(data.subarray(infoSize), key)
    },
  }
}

/** The first block of the expansion is as long as the key. */
const derived = (seed: Uint8Array, info: Uint8Array): Transformer =>
  aesGcm(createHmac('sha256', seed).update(info).update(Buffer.of(1)).digest())
