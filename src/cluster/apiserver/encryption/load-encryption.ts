import {readFileSync} from 'node:fs'
import {fieldErrorText} from '../../../api/field-error.ts'
import {isObject} from '../../../api/json/index.ts'
import {parseYaml} from '../../../api/yaml/index.ts'
import type {TimeSource} from '../../runtime/cluster-clock.ts'
import type {EncryptionConfiguration} from './encryption-configuration.ts'
import type {KeyCounts} from './key-counts.ts'
import {strictErrors} from './strict-fields.ts'
import type {Encryption} from './transformer.ts'
import {createEncryption} from './transformers.ts'
import {encryptionErrors} from './validate-configuration.ts'

/** Reads an EncryptionConfiguration, YAML or JSON. Throws an Error that says what is wrong with the file. */
export function loadEncryption(file: string, time: TimeSource, counts?: KeyCounts): Encryption {
  const configuration = decode(file, read(file))
  const errors = encryptionErrors(configuration)
  if (errors.length > 0) throw new Error(`error while parsing file: ${together(errors.map(fieldErrorText))}`)
  try {
    return createEncryption(configuration, time, counts)
  } catch (error) {
    throw new Error(`error while building transformers: ${(error as Error).message}`)
  }
}

function read(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file or directory' : (error as Error).message
    throw new Error(
      `error reading encryption provider configuration file ${JSON.stringify(file)}: open ${file}: ${why}`,
    )
  }
  if (text === '') throw new Error(`encryption provider configuration file ${JSON.stringify(file)} is empty`)
  return text
}

function decode(file: string, text: string): EncryptionConfiguration {
  const refuse = (why: string) =>
    new Error(`error decoding encryption provider configuration file ${JSON.stringify(file)}: ${why}`)
  let value: unknown
  try {
    value = parseYaml(text)
  } catch (error) {
    throw refuse(`yaml: ${(error as Error).message}`)
  }
  if (!isObject(value)) throw refuse("couldn't get version/kind; json parse error: an object was expected")
  const {apiVersion = '', kind = ''} = value as {apiVersion?: string; kind?: string}
  if (kind === '') throw refuse("Object 'Kind' is missing in the file")
  if (apiVersion !== 'apiserver.config.k8s.io/v1' || kind !== 'EncryptionConfiguration')
    throw refuse(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`)
  const errors = strictErrors(value)
  if (errors.length > 0) throw refuse(`strict decoding error: ${errors.join(', ')}`)
  return value as EncryptionConfiguration
}

const together = (errors: readonly string[]): string => (errors.length > 1 ? `[${errors.join(', ')}]` : errors[0]!)
