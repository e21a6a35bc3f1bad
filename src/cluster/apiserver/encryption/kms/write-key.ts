import {createHash, randomBytes} from 'node:crypto'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'
import type {KeyCounts} from '../key-counts.ts'
import type {Transformer} from '../transformer.ts'
import {checkEncryptedObject, type EncryptedObject, keyIdProblem, SourceType} from './encrypted-object.ts'
import {extendedNonceGcm, seedSize} from './extended-nonce-gcm.ts'
import type {PluginStatus} from './messages.ts'
import type {Plugin} from './plugin.ts'

/** What new values are encrypted with: a seed, and what the plugin made of it. */
export interface WriteKey {
  transformer: Transformer
  /** Of every value; without data. */
  sealed: EncryptedObject
}

/** How long a plugin's answer is believed, good or bad; milliseconds. */
const belief = {good: 60_000, bad: 10_000}
/** How long is written with a key after the plugin last said that it is the right one; milliseconds. */
const validity = 3 * 60_000
const versions = ['v2', 'v2beta1']

/**
 * Keeps the key for new values. The plugin is asked how it is when somebody is about to write and its last answer is a minute old, as kube-apiserver asks
 * every minute; when it says that its own key is another one, a new seed is made.
 */
export class WriteKeyKeeper {
  private readonly name: string
  private readonly plugin: Plugin
  private readonly time: TimeSource
  private readonly counts: KeyCounts
  private key?: WriteKey
  private expires = 0
  private version?: string
  private asked?: {at: number; problem?: Error}
  private asking?: Promise<void>

  constructor(name: string, plugin: Plugin, {time, counts}: {time: TimeSource; counts: KeyCounts}) {
    this.name = name
    this.plugin = plugin
    this.time = time
    this.counts = counts
  }

  /** Throws where there never was one. */
  get current(): WriteKey {
    if (!this.key) throw new Error('got unexpected nil transformer')
    return this.key
  }

  /** Throws where the key may not be used for new values any more. */
  get forWriting(): WriteKey {
    const {current} = this
    const now = this.time.now()
    if (now > this.expires)
      throw new Error(
        `encryptedDEKSource with keyID hash ${JSON.stringify(hashed(current.sealed.keyId))} expired at ${second(this.expires)} (current time is ${second(now)})`,
      )
    return current
  }

  /** Asks the plugin if it is time to. Rejects with what is wrong with it. */
  async check(): Promise<void> {
    const {asked} = this
    if (asked && this.time.now() - asked.at < (asked.problem ? belief.bad : belief.good)) {
      if (asked.problem) throw asked.problem
      return
    }
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined
    })
    await this.asking
    if (this.asked?.problem) throw this.asked.problem
  }

  private async ask(): Promise<void> {
    const problem = await this.problem()
    this.asked = {at: this.time.now(), ...(problem && {problem})}
  }

  private async problem(): Promise<Error | undefined> {
    let status: PluginStatus
    try {
      status = await this.plugin.status()
    } catch (error) {
      const why = (error as Error).message
      return new Error(
        `failed to perform status section of the healthz check for KMS Provider ${this.name}, error: ${why}`,
      )
    }
    const problems = [...this.statusProblems(status)]
    const keyProblem = keyIdProblem(status.keyId)
    if (keyProblem) problems.push(`got invalid KMSv2 KeyID hash ${JSON.stringify(hashed(status.keyId))}: ${keyProblem}`)
    else problems.push(...(await this.rotate(status.keyId)))
    if (problems.length === 0) return undefined
    const told = problems.length > 1 ? `[${problems.join(', ')}]` : problems[0]
    return new Error(`kmsv2 Provider ${this.name} is not healthy, error: ${told}`)
  }

  private *statusProblems({healthz, version}: PluginStatus): Generator<string> {
    if (healthz !== 'ok') yield `got unexpected healthz status: ${healthz}`
    if (!versions.includes(version)) {
      yield `expected KMSv2 API version v2, got ${version}`
      return
    }
    this.version ??= version
    if (this.version !== version)
      yield `KMSv2 API version should not change after the initial status response version ${this.version}, got ${version}`
  }

  private newSeed(): Buffer {
    const begun = this.time.now()
    const seed = randomBytes(seedSize)
    this.counts.generations.record({}, (this.time.now() - begun) / 1000)
    return seed
  }

  /** The key holds on for another while, or a new one is made. */
  private async rotate(keyId: string): Promise<string[]> {
    const expires = this.time.now() + validity
    if (this.key?.sealed.keyId !== keyId) {
      let made: WriteKey
      try {
        made = await newWriteKey(this.plugin, this.newSeed())
      } catch (error) {
        return [`failed to rotate DEK, error: ${(error as Error).message}`]
      }
      if (made.sealed.keyId !== keyId)
        return [
          `failed to rotate DEK, statusKeyIDHash=${JSON.stringify(hashed(keyId))}, encryptKeyIDHash=${JSON.stringify(hashed(made.sealed.keyId))}`,
        ]
      this.key = made
    }
    this.expires = expires
    return []
  }
}

async function newWriteKey(plugin: Plugin, seed: Buffer): Promise<WriteKey> {
  const {
    ciphertext: source,
    keyId,
    annotations,
  } = await plugin.encrypt(seed).catch(error => {
    throw new Error(`failed to encrypt DEK, error: ${(error as Error).message}`)
  })
  const sealed = {data: Buffer.of(0), keyId, source, annotations, sourceType: SourceType.seed}
  checkEncryptedObject(sealed)
  return {transformer: extendedNonceGcm(seed), sealed}
}

const hashed = (keyId: string): string =>
  keyId === '' ? '' : `sha256:${createHash('sha256').update(keyId).digest('hex')}`

const second = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
