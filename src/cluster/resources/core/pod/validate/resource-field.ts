import {invalidValue, notSupported, required} from '../../../../../api/field-error.ts'
import {compareQuantities} from '../../../../../api/quantity.ts'
import type {Errors} from '../../../validation/errors.ts'

interface ResourceFieldRef {
  containerName?: string
  resource: string
  divisor?: string
}

const fields = ['cpu', 'ephemeral-storage', 'memory'].map(name => `limits.${name}`)
const supported = [...fields, ...fields.map(field => field.replace('limits', 'requests'))]
const sizes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']

/** A reference to what a container asks for or is limited to; in a volume it says whose. */
export function* validateResourceField(path: string, ref: ResourceFieldRef, inVolume: boolean): Errors {
  const {resource, containerName} = ref
  const isHugePage = /^(requests|limits)\.hugepages-/.test(resource)
  if (inVolume && !containerName) yield required(`${path}.containerName`)
  else if (!resource) yield required(`${path}.resource`)
  else if (!supported.includes(resource) && !isHugePage) yield notSupported(`${path}.resource`, resource, supported)
  yield* validateDivisor(`${path}.divisor`, ref)
}

function* validateDivisor(path: string, {resource, divisor}: ResourceFieldRef): Errors {
  if (divisor === undefined || compareQuantities(divisor, '0') === 0) return
  const name = resource.replace(/^(requests|limits)\./, '')
  if (name === 'cpu' && resource !== name) {
    if (!['1m', '1'].includes(divisor))
      yield invalidValue(path, resource, "only divisor's values 1m and 1 are supported with the cpu resource")
    return
  }
  const noun = nounOf(name)
  if (noun && resource !== name && !sizes.includes(divisor))
    yield invalidValue(
      path,
      resource,
      `only divisor's values ${sizes.join(', ')} are supported with the ${noun} resource`,
    )
}

function nounOf(name: string): string | undefined {
  if (name === 'memory') return 'memory'
  if (name === 'ephemeral-storage') return 'local ephemeral storage'
  return name.startsWith('hugepages-') ? 'hugepages' : undefined
}
