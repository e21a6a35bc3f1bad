import {type CipherGCMTypes, createCipheriv, createDecipheriv, randomBytes} from 'node:crypto'
import type {Transformer} from './transformer.ts'

/** Bytes. */
const nonceSize = 12
const tagSize = 16

/** AES in Galois/Counter mode, bound to the key under which the value is stored: nonce, ciphertext, tag. */
export function aesGcm(secret: Uint8Array): Transformer {
  const cipher = `aes-${secret.length * 8}-gcm` as CipherGCMTypes
  return {
    toStorage(data, key) {
      const nonce = randomBytes(nonceSize)
      const encipher = createCipheriv(cipher, secret, nonce).setAAD(Buffer.from(key, 'latin1'))
      return Buffer.concat([nonce, encipher.update(data), encipher.final(), encipher.getAuthTag()])
    },
    fromStorage(data, key) {
      if (data.length < nonceSize) throw new Error('the stored data was shorter than the required size')
      const decipher = createDecipheriv(cipher, secret, data.subarray(0, nonceSize), {authTagLength: tagSize})
      try {
        decipher.setAAD(Buffer.from(key, 'latin1')).setAuthTag(data.subarray(-tagSize))
        const text = data.subarray(nonceSize, -tagSize)
        return {data: Buffer.concat([decipher.update(text), decipher.final()]), stale: false}
      } catch {
        throw new Error('cipher: message authentication failed')
      }
    },
  }
}
