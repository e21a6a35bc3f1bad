import {goDump} from './go-dump/index.ts'
import {stringifyJson} from './json/stringify.ts'

/** FNV-1a, 32 bits, of some bytes. */
function fnv1a(bytes: Uint8Array, seed = offsetBasis): number {
  let hash = seed
  for (const byte of bytes) hash = Math.imul(hash ^ byte, prime)
  return hash >>> 0
}

/** FNV-1, 32 bits, of some bytes. */
function fnv1(bytes: Uint8Array, seed = offsetBasis): number {
  let hash = seed
  for (const byte of bytes) hash = Math.imul(hash, prime) ^ byte
  return hash >>> 0
}

/** A number's digits in letters that make no bad words (rand.SafeEncodeString). */
export const safeEncode = (text: string): string =>
  [...Buffer.from(text)].map(byte => safeCharacters[byte % safeCharacters.length]).join('')

/** The pod-template-hash of a template, and a DaemonSet's hash: of its Go form, and of the collision count. */
export function podTemplateHash(template: unknown, collisionCount?: number): string {
  let hash = fnv1a(Buffer.from(goDump('v1.PodTemplateSpec', template)))
  if (collisionCount !== undefined) {
    const count = Buffer.alloc(8)
    count.writeUInt32LE(collisionCount)
    hash = fnv1a(count, hash)
  }
  return safeEncode(String(hash))
}

/** The hash in a ControllerRevision's name: of its data as written in JSON, and of the collision count. */
export function controllerRevisionHash(data: unknown, collisionCount = 0): string {
  let hash = fnv1(Buffer.from(stringifyJson(data)))
  hash = fnv1(Buffer.from(String(collisionCount)), hash)
  return safeEncode(String(hash))
}

const offsetBasis = 0x811c9dc5
const prime = 0x01000193
const safeCharacters = 'bcdfghjklmnpqrstvwxz2456789'
