import {attempt} from '../../../api/attempt.ts'
import {parseDuration} from '../../../api/duration.ts'
import {type FieldError, invalidValue, required} from '../../../api/field-error.ts'
import type {KmsConfiguration} from './encryption-configuration.ts'

/** What kube-apiserver refuses of a KMS provider; `names` are those of others before it, and gets its own. */
export function kmsErrors(configuration: KmsConfiguration, path: string, names: Set<string>): FieldError[] {
  const {name = '', timeout = '3s', endpoint, cachesize, apiVersion = 'v1'} = configuration
  const errors = [
    ...nameErrors(name, apiVersion, `${path}.name`, names),
    ...timeoutErrors(timeout, `${path}.timeout`),
    ...endpointErrors(endpoint, `${path}.endpoint`),
  ]
  if (apiVersion !== 'v1' && cachesize !== undefined)
    errors.push(invalidValue(`${path}.cachesize`, cachesize, 'cachesize is not supported in v2'))
  if (apiVersion === 'v1' && cachesize === 0)
    errors.push(
      invalidValue(`${path}.cachesize`, cachesize, 'cachesize should be a positive value, or negative to disable'),
    )
  if (apiVersion !== 'v1' && apiVersion !== 'v2')
    errors.push(
      invalidValue(
        `${path}.apiVersion`,
        apiVersion,
        'unsupported apiVersion apiVersion for KMS provider, only v1 and v2 are supported',
      ),
    )
  return errors
}

function nameErrors(name: string, apiVersion: string, path: string, names: Set<string>): FieldError[] {
  const errors: FieldError[] = []
  if (name === '') errors.push(required(path, 'name is a mandatory field for a provider'))
  if (apiVersion !== 'v1' && name.includes(':'))
    errors.push(invalidValue(path, name, `invalid KMS provider name ${name}, must not contain ':'`))
  if (apiVersion !== 'v1' && names.has(name))
    errors.push(invalidValue(path, name, `duplicate KMS provider name ${name}, names must be unique`))
  names.add(name)
  return errors
}

function timeoutErrors(timeout: string, path: string): FieldError[] {
  const read = attempt(() => parseDuration(timeout))
  if ('error' in read) return [invalidValue(path, timeout, (read.error as Error).message)]
  return read.value > 0 ? [] : [invalidValue(path, timeout, 'timeout should be a positive value')]
}

function endpointErrors(endpoint: string | undefined, path: string): FieldError[] {
  if (!endpoint) return [invalidValue(path, '', 'endpoint is a mandatory field for a kms')]
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):/i.exec(endpoint) ?? []
  return scheme === 'unix'
    ? []
    : [
        invalidValue(
          path,
          endpoint,
          `unsupported scheme ${JSON.stringify(scheme)} for KMS provider, only unix is supported`,
        ),
      ]
}
