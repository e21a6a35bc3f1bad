import {duplicate, type FieldError, forbiddenField, invalidValue, required} from '../../../../api/field-error.ts'
import type {LimitRange} from '../../../../api/kinds.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {compareQuantities, quantityNumber} from '../../../../api/quantity.ts'
import {type Errors, eachEntry, invalidBecause} from '../../validation/errors.ts'
import {isOvercommitAllowed, validateContainerResourceName, validateResourceName} from '../../validation/quantities.ts'

type Item = NonNullable<LimitRange['spec']>['limits'][number]

export function validateLimitRange({spec}: LimitRange): FieldError[] {
  const seen = new Set<string>()
  return (spec?.limits ?? []).flatMap((item, index) => {
    const path = `spec.limits[${index}]`
    const again = seen.has(item.type) ? [duplicate(`${path}.type`, item.type)] : []
    seen.add(item.type)
    return [...typeErrors(`${path}.type`, item.type), ...again, ...itemErrors(path, item)]
  })
}

function* typeErrors(path: string, type: string): Errors {
  const messages = isQualifiedName(type)
  yield* invalidBecause(path, type, messages)
  if (messages.length > 0 || type.includes('/')) return
  if (!['Pod', 'Container', 'PersistentVolumeClaim'].includes(type))
    yield invalidValue(path, type, 'must be a standard limit type or fully qualified')
}

function* itemErrors(path: string, item: Item): Errors {
  const names = (field: keyof Item) =>
    eachEntry(`${path}.${field}`, item[field] as Record<string, string> | undefined, (name, _, at) =>
      item.type === 'Pod' || item.type === 'Container'
        ? validateContainerResourceName(at, name)
        : validateResourceName(at, name),
    )
  yield* names('max')
  yield* names('min')
  if (item.type === 'Pod') {
    for (const field of ['default', 'defaultRequest'] as const)
      if (Object.keys(item[field] ?? {}).length > 0)
        yield forbiddenField(`${path}.${field}`, "may not be specified when `type` is 'Pod'")
  } else {
    yield* names('default')
    yield* names('defaultRequest')
  }
  if (item.type === 'PersistentVolumeClaim' && !item.min?.['storage'] && !item.max?.['storage'])
    yield required(`${path}.limits`, 'either minimum or maximum storage value is required, but neither was provided')
  yield* names('maxLimitRequestRatio')
  const isPod = item.type === 'Pod'
  const lists = [
    item.max,
    item.min,
    isPod ? {} : item.default,
    isPod ? {} : item.defaultRequest,
    item.maxLimitRequestRatio,
  ]
  const keys = new Set(lists.flatMap(list => Object.keys(list ?? {})))
  for (const key of [...keys].sort()) yield* orderErrors(path, key, item)
}

function* orderErrors(path: string, key: string, item: Item): Errors {
  const [min, max, ratio] = [item.min?.[key], item.max?.[key], item.maxLimitRequestRatio?.[key]]
  const isPod = item.type === 'Pod'
  const limit = isPod ? undefined : item.default?.[key]
  const request = isPod ? undefined : item.defaultRequest?.[key]
  const above = (left: string | undefined, right: string | undefined) =>
    left !== undefined && right !== undefined && compareQuantities(left, right) > 0
  if (above(min, max))
    yield invalidValue(`${path}.min[${key}]`, min, `min value ${min} is greater than max value ${max}`)
  const at = `${path}.defaultRequest[${key}]`
  if (above(min, request))
    yield invalidValue(at, request, `min value ${min} is greater than default request value ${request}`)
  if (above(request, max))
    yield invalidValue(at, request, `default request value ${request} is greater than max value ${max}`)
  if (above(request, limit))
    yield invalidValue(at, request, `default request value ${request} is greater than default limit value ${limit}`)
  if (above(min, limit))
    yield invalidValue(`${path}.default[${key}]`, min, `min value ${min} is greater than default value ${limit}`)
  if (above(limit, max))
    yield invalidValue(`${path}.default[${key}]`, max, `default value ${limit} is greater than max value ${max}`)
  if (ratio !== undefined) yield* ratioErrors(`${path}.maxLimitRequestRatio[${key}]`, ratio, min, max)
  const differ = limit !== undefined && request !== undefined && compareQuantities(limit, request) !== 0
  if (!isOvercommitAllowed(key) && differ)
    yield invalidValue(at, request, `default value ${limit} must equal to defaultRequest value ${request} in ${key}`)
}

function* ratioErrors(path: string, ratio: string, min: string | undefined, max: string | undefined): Errors {
  if (compareQuantities(ratio, '1') < 0) yield invalidValue(path, ratio, `ratio ${ratio} is less than 1`)
  if (min === undefined || max === undefined) return
  const highest = quantityNumber(max) / quantityNumber(min)
  if (quantityNumber(ratio) > highest)
    yield invalidValue(path, ratio, `ratio ${ratio} is greater than max/min = ${highest.toFixed(6)}`)
}
