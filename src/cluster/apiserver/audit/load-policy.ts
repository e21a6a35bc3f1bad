import {readFileSync} from 'node:fs'
import {fieldErrorText} from '../../../api/field-error.ts'
import {isObject} from '../../../api/json/index.ts'
import {parseYaml} from '../../../api/yaml/index.ts'
import type {Policy} from './policy.ts'
import {policyErrors} from './validate-policy.ts'

/** Reads an audit.k8s.io/v1 Policy, YAML or JSON. Throws an Error that says what is wrong with the file. */
export function loadPolicy(file: string): Policy {
  const value = decode(file)
  const {apiVersion, kind, rules = []} = value as {apiVersion?: string; kind?: string} & Policy
  if (apiVersion !== 'audit.k8s.io/v1' || kind !== 'Policy')
    throw refuse(
      file,
      `no kind ${JSON.stringify(kind ?? '')} is registered for version ${JSON.stringify(apiVersion ?? '')}`,
    )
  if (!Array.isArray(rules) || rules.length === 0)
    throw new Error(`loading audit policy file: loaded illegal policy with 0 rules from file ${file}`)
  const errors = policyErrors(value as Policy).map(fieldErrorText)
  if (errors.length > 0)
    throw new Error(`loading audit policy file: ${errors.length > 1 ? `[${errors.join(', ')}]` : errors[0]}`)
  return value as Policy
}

function decode(file: string): Record<string, unknown> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? `open ${file}: no such file or directory` : message
    throw new Error(`loading audit policy file: failed to read file path "${file}": ${why}`)
  }
  let value: unknown
  try {
    value = parseYaml(text)
  } catch (error) {
    throw refuse(file, (error as Error).message)
  }
  if (!isObject(value)) throw refuse(file, 'an object was expected')
  return value
}

const refuse = (file: string, why: string): Error =>
  new Error(`loading audit policy file: failed decoding: ${why}: from file ${file}`)
