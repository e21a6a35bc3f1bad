import {invalidValue, notSupported} from '../../../api/field-error.ts'
import {isQualifiedName} from '../../../api/names.ts'
import {compareQuantities, milliValue} from '../../../api/quantity.ts'
import {type Errors, invalidBecause} from './errors.ts'

export type ResourceList = Record<string, string>

const standardContainerResources = ['cpu', 'memory', 'ephemeral-storage']

const countedResources = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]

const quotaResources = [
  ...standardContainerResources,
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  ...countedResources,
]

const standardResources = [...quotaResources, 'storage']

export const isHugePage = (name: string): boolean => name.startsWith('hugepages-')
const isQuotaHugePage = (name: string): boolean => isHugePage(name) || name.startsWith('requests.hugepages-')

/** Kubernetes' own: without a domain or in kubernetes.io. */
export const isNativeResource = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/')

export const isExtendedResource = (name: string): boolean =>
  !isNativeResource(name) && !name.startsWith('requests.') && isQualifiedName(`requests.${name}`).length === 0

/** Whether a limit may be higher than the request. */
export const isOvercommitAllowed = (name: string): boolean => isNativeResource(name) && !isHugePage(name)

export const isQuotaResource = (name: string): boolean => quotaResources.includes(name) || isQuotaHugePage(name)

export function* validateResourceName(path: string, name: string): Errors {
  const messages = isQualifiedName(name)
  yield* invalidBecause(path, name, messages)
  if (messages.length > 0 || name.includes('/')) return
  if (!standardResources.includes(name) && !isQuotaHugePage(name))
    yield invalidValue(path, name, 'must be a standard resource type or fully qualified')
}

export function* validateContainerResourceName(path: string, name: string): Errors {
  yield* validateResourceName(path, name)
  if (!name.includes('/')) {
    if (!standardContainerResources.includes(name) && !isHugePage(name))
      yield invalidValue(path, name, 'must be a standard resource for containers')
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    yield invalidValue(path, name, "doesn't follow extended resource name standard")
  }
}

/** What a pod as a whole, rather than its containers, may ask for. */
export const isPodLevelResource = (name: string): boolean => name === 'cpu' || name === 'memory' || isHugePage(name)

export function* validatePodResourceName(path: string, name: string): Errors {
  const errors = [...validateResourceName(path, name)]
  yield* errors
  if (errors.length === 0 && !isPodLevelResource(name)) yield notSupported(path, name, ['cpu', 'hugepages-', 'memory'])
}

export function* validateQuotaResourceName(path: string, name: string): Errors {
  yield* validateResourceName(path, name)
  if (!name.includes('/') && !isQuotaResource(name))
    yield invalidValue(path, name, 'must be a standard resource for quota')
}

/** An amount of a resource: not negative, and whole where it counts things. */
export function* validateQuantity(path: string, name: string, quantity: string): Errors {
  if (isNegative(quantity)) yield invalidValue(path, quantity, 'must be greater than or equal to 0')
  if ((countedResources.includes(name) || isExtendedResource(name)) && !isWhole(quantity))
    yield invalidValue(path, quantity, 'must be an integer')
}

export function* validatePositiveQuantity(path: string, quantity: string): Errors {
  if (compareQuantities(quantity, '0') <= 0) yield invalidValue(path, quantity, 'must be greater than zero')
}

export const isNegative = (quantity: string): boolean => compareQuantities(quantity, '0') < 0

/** Whether there is nothing below one, to the precision of a thousandth. */
const isWhole = (quantity: string): boolean => milliValue(quantity) % 1000 === 0
