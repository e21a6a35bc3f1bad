import {type FieldError, invalidValue, required} from '../../../api/field-error.ts'
import type {EncryptionConfiguration, KeyList, NamedKey, ProviderConfiguration} from './encryption-configuration.ts'
import {kmsErrors} from './validate-kms.ts'
import {resourceListErrors} from './validate-resources.ts'

/** What each provider's keys may measure; bytes. */
const keySizes = {aesgcm: [16, 24, 32], aescbc: [16, 24, 32], secretbox: [32]} as const
const providers = ['kms', 'aesgcm', 'aescbc', 'secretbox', 'identity'] as const

/** What kube-apiserver refuses of an EncryptionConfiguration. */
export function encryptionErrors({resources = []}: EncryptionConfiguration): FieldError[] {
  const plugins = new Set<string>()
  if (resources.length === 0) return [required('resources', 'at least one resources is required')]
  return resources.flatMap(({resources: names = [], providers: list = []}, index) => {
    const path = `resources[${index}]`
    const missing = (field: string) => required(field, `at least one ${field} is required`)
    return [
      ...(names.length === 0 ? [missing(`${path}.resources`)] : []),
      ...resourceListErrors(names, `${path}.resources`),
      ...(list.length === 0 ? [missing(`${path}.providers`)] : []),
      ...list.flatMap((provider, place) => providerErrors(provider, `${path}.providers[${place}]`, plugins)),
    ]
  })
}

function providerErrors(provider: ProviderConfiguration, path: string, plugins: Set<string>): FieldError[] {
  const found = providers.filter(name => provider[name] !== undefined)
  const [name] = found
  if (name === undefined)
    return [
      invalidValue(
        path,
        {},
        'provider does not contain any of the expected providers: KMS, AESGCM, AESCBC, Secretbox, Identity',
      ),
    ]
  if (found.length > 1)
    return [
      {
        ...invalidValue(
          path,
          undefined,
          'more than one provider specified in a single element, should split into different list elements',
        ),
        omitValue: true,
      },
    ]
  if (name === 'identity') return []
  if (name === 'kms') return kmsErrors(provider.kms!, `${path}.kms`, plugins)
  return keyListErrors(provider[name]!, `${path}.${name}.keys`, keySizes[name])
}

function keyListErrors({keys = []}: KeyList, path: string, sizes: readonly number[]): FieldError[] {
  if (keys.length === 0) return [required(path, 'at least one keys is required')]
  return keys.flatMap((key, index) => keyErrors(key, `${path}[${index}]`, sizes))
}

function keyErrors({name = '', secret = ''}: NamedKey, path: string, sizes: readonly number[]): FieldError[] {
  const nameless = name === '' ? [required(`${path}.name`, 'name is a mandatory field for a key')] : []
  const refuse = (why: string) => [...nameless, invalidValue(`${path}.secret`, 'REDACTED', why)]
  if (secret === '') return [...nameless, required(`${path}.secret`, 'secret is a mandatory field for a key')]
  if (!isBase64(secret)) return refuse('secrets must be base64 encoded')
  const {length} = Buffer.from(secret, 'base64')
  if (sizes.includes(length)) return nameless
  return refuse(`secret is not of the expected length, got ${length}, expected one of [${sizes.join(' ')}]`)
}

const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''))
