import type {GroupResource} from '../../../api/object.ts'
import type {TimeSource} from '../../runtime/cluster-clock.ts'
import {aesCbc} from './aes-cbc.ts'
import {aesGcm} from './aes-gcm.ts'
import type {EncryptionConfiguration, KeyList, ProviderConfiguration} from './encryption-configuration.ts'
import {identity} from './identity.ts'
import {KeyCounts} from './key-counts.ts'
import {type KmsProvider, kmsProvider} from './kms/index.ts'
import {type PrefixedTransformer, PrefixTransformers} from './prefix-transformer.ts'
import {secretbox} from './secretbox.ts'
import type {Encryption, Transformer} from './transformer.ts'
import {parseGroupResource} from './validate-resources.ts'

/** Builds what a valid configuration describes. Throws an Error for rules that earlier ones make idle. */
export function createEncryption(
  {resources = []}: EncryptionConfiguration,
  time: TimeSource,
  counts = new KeyCounts(),
): Encryption {
  const plugins: KmsProvider[] = []
  const lists = new Map<string, PrefixedTransformer[]>()
  for (const {resources: names = [], providers = []} of resources) {
    const transformers = providers.map(provider => {
      if (!provider.kms) return prefixed(provider)
      const plugin = kmsProvider(provider.kms, time, counts)
      plugins.push(plugin)
      return plugin
    })
    for (const name of names) {
      const {group, resource} = parseGroupResource(name)
      const mask = [`*.${group}`, '*.*'].find(candidate => lists.has(candidate))
      if (mask)
        throw new Error(`resource ${JSON.stringify(shown(group, resource))} is masked by earlier rule "${mask}"`)
      const key = `${resource}.${group}`
      lists.set(key, [...(lists.get(key) ?? []), ...transformers])
    }
  }
  const ready = new Map(
    [...lists].map(([key, list]) => [key, new PrefixTransformers('no matching prefix found', list)]),
  )
  return {
    for: resource => transformerFor(ready, resource),
    ...(plugins.length > 0 && {check: () => checkAll(plugins), counts}),
  }
}

async function checkAll(plugins: readonly KmsProvider[]): Promise<void> {
  for (const [index, plugin] of plugins.entries())
    await plugin.check().catch(error => {
      throw new Error(`kms-provider-${index}: ${(error as Error).message}`)
    })
}

function transformerFor(ready: ReadonlyMap<string, Transformer>, {group, resource}: GroupResource): Transformer {
  const storedGroup = group === 'events.k8s.io' ? '' : group
  return ready.get(`${resource}.${storedGroup}`) ?? ready.get(`*.${storedGroup}`) ?? ready.get('*.*') ?? identity
}

const shown = (group: string, resource: string): string =>
  group || resource === '*' ? `${resource}.${group}` : resource

function prefixed({aescbc, aesgcm, secretbox: box}: ProviderConfiguration): PrefixedTransformer {
  if (aescbc) return keyed('k8s:enc:aescbc:v1:', aescbc, aesCbc, 'AES')
  if (aesgcm) return keyed('k8s:enc:aesgcm:v1:', aesgcm, aesGcm, 'AES')
  if (box) return keyed('k8s:enc:secretbox:v1:', box, secretbox, 'Secretbox')
  return {prefix: '', transformer: identity}
}

function keyed(
  prefix: string,
  {keys = []}: KeyList,
  cipher: (secret: Uint8Array) => Transformer,
  family: string,
): PrefixedTransformer {
  const all = keys.map(({name = '', secret = ''}) => ({
    prefix: `${name}:`,
    transformer: cipher(Buffer.from(secret, 'base64')),
  }))
  const noMatch = `no matching key was found for the provided ${family} transformer`
  return {prefix, transformer: new PrefixTransformers(noMatch, all)}
}
