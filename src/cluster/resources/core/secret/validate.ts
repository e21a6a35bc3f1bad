import {type FieldError, invalidValue, pendingMetadata, required, tooLong} from '../../../../api/field-error.ts'
import type {Secret} from '../../../../api/kinds.ts'
import {isConfigMapKey} from '../../../../api/names.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, eachEntry, invalidBecause} from '../../validation/errors.ts'
import {dataLimit, decodedLength, frozenErrors} from '../config-map/validate.ts'
import {jsonProblem} from './json-problem.ts'

export const validateSecret = (secret: Secret): FieldError[] => [...errorsOf(secret)]

export const validateSecretUpdate = (secret: Secret, old: Secret): FieldError[] => [
  ...immutable('type', secret.type, old.type),
  ...frozenErrors(secret, old, ['data']),
  pendingMetadata('M'),
  ...errorsOf(secret),
]

function* errorsOf(secret: Secret): Errors {
  const data = secret.data ?? {}
  yield* eachEntry('data', data, (key, _, path) => invalidBecause(path, key, isConfigMapKey(key)))
  const size = Object.values(data).reduce((sum, value) => sum + decodedLength(value), 0)
  if (size > dataLimit) yield tooLong('data', dataLimit)
  yield* typeErrors(secret, data)
}

function* typeErrors({type, metadata}: Secret, data: Record<string, string>): Errors {
  switch (type) {
    case 'kubernetes.io/service-account-token': {
      const annotation = 'kubernetes.io/service-account.name'
      if (!metadata.annotations?.[annotation]) yield required(`metadata.annotations[${annotation}]`)
      return
    }
    case 'kubernetes.io/dockercfg':
      yield* jsonErrors('.dockercfg', data)
      return
    case 'kubernetes.io/dockerconfigjson':
      yield* jsonErrors('.dockerconfigjson', data)
      return
    case 'kubernetes.io/basic-auth':
      if (data['username'] !== undefined || data['password'] !== undefined) return
      yield required('data[username]')
      yield required('data[password]')
      return
    case 'kubernetes.io/ssh-auth':
      if (!data['ssh-privatekey']) yield required('data[ssh-privatekey]')
      return
    case 'kubernetes.io/tls':
      for (const key of ['tls.crt', 'tls.key']) if (data[key] === undefined) yield required(`data[${key}]`)
  }
}

function* jsonErrors(key: string, data: Record<string, string>): Errors {
  const path = `data[${key}]`
  const value = data[key]
  if (value === undefined) {
    yield required(path)
    return
  }
  const problem = jsonProblem(Buffer.from(value, 'base64').toString())
  if (problem) yield invalidValue(path, '<secret contents redacted>', problem)
}
