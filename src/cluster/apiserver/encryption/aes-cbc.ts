import {createCipheriv, createDecipheriv, randomBytes} from 'node:crypto'
import type {Transformer} from './transformer.ts'

/** Bytes; the initialization vector is one block. */
const blockSize = 16

/** AES in CBC mode with PKCS#7 padding: the initialization vector, then the ciphertext. Not bound to the key under which it is stored. */
export function aesCbc(secret: Uint8Array): Transformer {
  const cipher = `aes-${secret.length * 8}-cbc`
  return {
    toStorage(data) {
      const vector = randomBytes(blockSize)
      const encipher = createCipheriv(cipher, secret, vector)
      return Buffer.concat([vector, encipher.update(data), encipher.final()])
    },
    fromStorage(data) {
      if (data.length < blockSize) throw new Error('the stored data was shorter than the required size')
      const text = data.subarray(blockSize)
      if (text.length % blockSize !== 0) throw new Error('the stored data is not a multiple of the block size')
      const decipher = createDecipheriv(cipher, secret, data.subarray(0, blockSize)).setAutoPadding(false)
      return {data: withoutPadding(Buffer.concat([decipher.update(text), decipher.final()])), stale: false}
    },
  }
}

function withoutPadding(data: Buffer): Uint8Array {
  const length = data[data.length - 1] ?? 0
  if (length === 0 || length > data.length) throw new Error('invalid PKCS7 data (empty or not padded)')
  if (data.subarray(-length).some(byte => byte !== length)) throw new Error('invalid padding on input')
  return data.subarray(0, -length)
}
