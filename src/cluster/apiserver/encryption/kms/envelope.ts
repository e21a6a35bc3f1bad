import type {Key} from '../../../etcd/store.ts'
import {aesGcm} from '../aes-gcm.ts'
import type {KeyCounts} from '../key-counts.ts'
import type {Decrypted, Transformer} from '../transformer.ts'
import {decodeEncryptedObject, type EncryptedObject, encodeEncryptedObject, SourceType} from './encrypted-object.ts'
import {extendedNonceGcm} from './extended-nonce-gcm.ts'
import type {Plugin} from './plugin.ts'
import type {WriteKeyKeeper} from './write-key.ts'

/** What is remembered of one encrypted source: how to read its values, or why that cannot be. */
type Reader = {transformer: Transformer} | {problem: Error}

/**
 * Envelope encryption as kube-apiserver's KMS v2 has it: values are encrypted here, with keys that a plugin encrypts. What the plugin has decrypted once is
 * remembered: there are no more sources than the plugin had keys and servers had starts.
 */
export class EnvelopeTransformer implements Transformer {
  private readonly plugin: Plugin
  private readonly keeper: WriteKeyKeeper
  private readonly counts: KeyCounts
  private readonly readers = new Map<string, Reader>()

  constructor(plugin: Plugin, keeper: WriteKeyKeeper, counts: KeyCounts) {
    this.plugin = plugin
    this.keeper = keeper
    this.counts = counts
  }

  async prepareToWrite(): Promise<void> {
    // What is wrong with the plugin is told by its health; its last key is good for a while.
    await this.keeper.check().catch(() => {})
  }

  toStorage(data: Uint8Array, key: Key): Uint8Array {
    const {transformer, sealed} = this.keeper.forWriting
    this.readers.set(placeOf(sealed), {transformer})
    return encodeEncryptedObject({...sealed, data: transformer.toStorage(data, key)})
  }

  prepare(data: Uint8Array): Promise<void> | undefined {
    let object: EncryptedObject
    try {
      object = decodeEncryptedObject(data)
    } catch {
      return undefined
    }
    const known = this.readers.get(placeOf(object))
    return known && 'transformer' in known ? undefined : this.learn(object)
  }

  fromStorage(data: Uint8Array, key: Key): Decrypted {
    const object = decodeEncryptedObject(data)
    const {sealed} = this.keeper.current
    const reader = this.readers.get(placeOf(object)) ?? {problem: new Error('its key was not asked for')}
    if ('problem' in reader) throw new Error(`failed to decrypt DEK, error: ${reader.problem.message}`)
    const read = reader.transformer.fromStorage(object.data, key)
    const stale = read.stale || object.keyId !== sealed.keyId || object.sourceType !== sealed.sourceType
    return {data: read.data, stale}
  }

  private async learn(object: EncryptedObject): Promise<void> {
    const {source: ciphertext, keyId, annotations, sourceType} = object
    // Who has not been asked yet may say by which key its values are known.
    await this.prepareToWrite()
    this.counts.misses += 1
    try {
      const secret = await this.plugin.decrypt({ciphertext, keyId, annotations})
      const transformer = sourceType === SourceType.seed ? extendedNonceGcm(secret) : aesGcm(secret)
      this.readers.set(placeOf(object), {transformer})
    } catch (error) {
      this.readers.set(placeOf(object), {problem: error as Error})
    }
  }
}

/** What tells one encrypted source from another. */
const placeOf = ({sourceType, source, keyId, annotations}: EncryptedObject): string =>
  JSON.stringify([
    sourceType,
    Buffer.from(source).toString('base64'),
    keyId,
    Object.entries(annotations)
      .sort()
      .map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ])
