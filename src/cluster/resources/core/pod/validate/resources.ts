import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notFoundField,
  required,
} from '../../../../../api/field-error.ts'
import type {Container} from '../../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../../api/names.ts'
import {compareQuantities, quantityNumber, quantityValue} from '../../../../../api/quantity.ts'
import {type Errors, eachEntry, invalidBecause} from '../../../validation/errors.ts'
import {
  isHugePage,
  isOvercommitAllowed,
  type ResourceList,
  validateContainerResourceName,
  validateQuantity,
} from '../../../validation/quantities.ts'
import type {PodRules} from './options.ts'

type Requirements = NonNullable<Container['resources']>

interface ResourceOptions {
  claimNames: ReadonlySet<string>
  rules: PodRules
  validateName?: (path: string, name: string) => Errors
}

/** Requests and limits of a container, a pod or an overhead. */
export function* validateResources(
  path: string,
  {limits, requests, claims}: Requirements,
  {claimNames, rules, validateName = validateContainerResourceName}: ResourceOptions,
): Errors {
  yield* eachEntry(`${path}.limits`, limits, function* (name, quantity, at) {
    yield* validateName(at, name)
    yield* validateQuantity(at, name, quantity)
    yield* hugePageErrors(at, name, quantity, rules)
  })
  yield* eachEntry(`${path}.requests`, requests, function* (name, quantity, at) {
    yield* validateName(at, name)
    yield* validateQuantity(at, name, quantity)
    yield* requestErrors(path, name, quantity, limits)
    yield* hugePageErrors(at, name, quantity, rules)
  })
  const names = [...Object.keys(limits ?? {}), ...Object.keys(requests ?? {})]
  if (names.some(isHugePage) && !names.some(name => name === 'cpu' || name === 'memory'))
    yield forbiddenField(path, 'HugePages require cpu or memory')
  yield* validateClaims(`${path}.claims`, claims ?? [], claimNames)
}

function* requestErrors(path: string, name: string, quantity: string, limits: ResourceList | undefined): Errors {
  const limit = limits?.[name]
  if (limit === undefined) {
    if (!isOvercommitAllowed(name))
      yield required(`${path}.limits`, 'Limit must be set for non overcommitable resources')
    return
  }
  const order = compareQuantities(quantity, limit)
  if (order !== 0 && !isOvercommitAllowed(name))
    yield invalidValue(`${path}.requests`, quantity, `must be equal to ${name} limit of ${limit}`)
  else if (order > 0)
    yield invalidValue(`${path}.requests`, quantity, `must be less than or equal to ${name} limit of ${limit}`)
}

function* hugePageErrors(path: string, name: string, quantity: string, rules: PodRules): Errors {
  if (!isHugePage(name) || rules.anyHugePages || isDivisible(name, quantity)) return
  yield invalidValue(path, quantity, `${quantity} is not positive integer multiple of ${name}`)
}

function isDivisible(name: string, quantity: string): boolean {
  const size = pageSize(name)
  return size > 0 && Number.isInteger(size) && quantityValue(quantity) % size === 0
}

function pageSize(name: string): number {
  try {
    return quantityNumber(name.slice('hugepages-'.length))
  } catch {
    return 0
  }
}

function* validateClaims(
  path: string,
  claims: NonNullable<Requirements['claims']>,
  claimNames: ReadonlySet<string>,
): Errors {
  const seen = new Set<string>()
  for (const [index, {name, request}] of claims.entries()) {
    const at = `${path}[${index}]`
    if (!name) {
      yield required(at)
      continue
    }
    if (seen.has(name)) {
      yield duplicate(at, name)
    } else {
      if (request) yield* invalidBecause(`${at}.request`, request, isDns1123Label(request))
      const key = request ? `${name}/${request}` : name
      if (seen.has(key)) yield duplicate(at, key)
      else if (!request) for (const other of seen) if (other.startsWith(`${name}/`)) yield duplicate(at, name)
      seen.add(key)
    }
    if (!claimNames.has(name)) yield unknownClaim(at, name, claimNames)
  }
}

function unknownClaim(path: string, name: string, claimNames: ReadonlySet<string>): FieldError {
  const known = claimNames.size === 0 ? ' which is empty' : `: ${[...claimNames].sort().join(', ')}`
  return {...notFoundField(path, name), detail: `must be one of the names in pod.spec.resourceClaims${known}`}
}
