import {invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import {isDns1123Subdomain, isLabelValue} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, requiredString, supportedWord} from '../../validation/errors.ts'
import {validateLabelName} from '../../validation/labels.ts'
import {distinctList} from './lists.ts'
import {labelErrors} from './names.ts'
import {type DeviceSelector, selectorErrors} from './selectors.ts'

interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
}

export interface Allocation {
  name?: string
  deviceClassName?: string
  selectors?: DeviceSelector[]
  allocationMode?: string
  count?: number
  tolerations?: Toleration[]
}

export interface DeviceRequest {
  name?: string
  exactly?: Allocation
  firstAvailable?: Allocation[]
}

const mostAlternatives = 8

/** One of a claim's requests: for certain devices, or for the first of several kinds that is to be had. */
export function* requestErrors({name, exactly, firstAvailable}: DeviceRequest, path: string): Errors {
  yield* labelErrors(`${path}.name`, name)
  const alternatives = (firstAvailable?.length ?? 0) > 0
  if (alternatives)
    yield* distinctList(`${path}.firstAvailable`, firstAvailable, {
      most: mostAlternatives,
      *rule(request, at) {
        yield* labelErrors(`${at}.name`, request.name)
        yield* allocationErrors(request, at)
      },
      key: request => request.name ?? '',
      field: 'name',
    })
  if (exactly) yield* allocationErrors(exactly, `${path}.exactly`)
  const rule = 'exactly one of `exactly` or `firstAvailable` is required'
  if (!alternatives && !exactly) yield required(path, rule)
  if (alternatives && exactly) yield invalidValue(path, null, `${rule}, but multiple fields are set`)
}

function* allocationErrors(request: Allocation, path: string): Errors {
  yield* requiredString(`${path}.deviceClassName`, request.deviceClassName, isDns1123Subdomain)
  yield* selectorErrors(`${path}.selectors`, request.selectors)
  const {allocationMode: mode = '', count = 0} = request
  if (mode === 'All') {
    if (count !== 0) yield invalidValue(`${path}.count`, count, "must not be specified when allocationMode is 'All'")
  } else if (mode === 'ExactCount') {
    if (count <= 0) yield invalidValue(`${path}.count`, count, 'must be greater than zero')
  } else yield notSupported(`${path}.allocationMode`, mode, ['All', 'ExactCount'])
  yield* each(`${path}.tolerations`, request.tolerations, tolerationErrors)
}

function* tolerationErrors({key, operator, value = '', effect}: Toleration, path: string): Errors {
  if (key) yield* validateLabelName(`${path}.key`, key)
  if (operator === 'Exists') {
    if (value) yield invalidValue(`${path}.value`, value, 'must be empty for operator `Exists`')
  } else if (operator === 'Equal') yield* invalidBecause(`${path}.value`, value, isLabelValue(value))
  else if (!operator) yield required(`${path}.operator`)
  else yield notSupported(`${path}.operator`, operator, ['Equal', 'Exists'])
  yield* supportedWord(`${path}.effect`, effect || undefined, ['NoExecute', 'NoSchedule'])
}
