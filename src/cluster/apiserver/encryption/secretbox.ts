import {randomBytes} from 'node:crypto'
import {xsalsa20poly1305} from '@noble/ciphers/salsa.js'
import type {Transformer} from './transformer.ts'

/** Bytes. */
const nonceSize = 24

/** NaCl's secretbox (XSalsa20 and Poly1305): nonce, tag, ciphertext. */
export const secretbox = (secret: Uint8Array): Transformer => ({
  toStorage(data) {
    const nonce = randomBytes(nonceSize)
    return Buffer.concat([nonce, xsalsa20poly1305(secret, nonce).encrypt(data)])
  },
  fromStorage(data) {
    if (data.length < nonceSize) throw new Error('the stored data was shorter than the required size')
    try {
      const nonce = data.subarray(0, nonceSize)
      return {data: xsalsa20poly1305(secret, nonce).decrypt(data.subarray(nonceSize)), stale: false}
    } catch {
      throw new Error('output array was not large enough for encryption')
    }
  },
})
