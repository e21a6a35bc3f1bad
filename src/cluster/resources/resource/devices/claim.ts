import {invalidValue, required} from '../../../../api/field-error.ts'
import type {Errors} from '../../validation/errors.ts'
import {configurationErrors, type DeviceConfiguration} from './configuration.ts'
import {boundedList, distinctList} from './lists.ts'
import {fullyQualifiedNameErrors, labelErrors} from './names.ts'
import {type DeviceRequest, requestErrors} from './requests.ts'

export interface DeviceClaim {
  requests?: DeviceRequest[]
  constraints?: {requests?: string[]; matchAttribute?: string; distinctAttribute?: string}[]
  config?: (DeviceConfiguration & {requests?: string[]})[]
}

const most = 32

/** What a claim asks for. */
export function* deviceClaimErrors(path: string, claim: DeviceClaim): Errors {
  yield* distinctList(`${path}.requests`, claim.requests, {
    most,
    rule: requestErrors,
    key: ({name = ''}) => name,
    field: 'name',
  })
  yield* boundedList(`${path}.constraints`, claim.constraints, most, function* (constraint, at) {
    yield* requestNamesErrors(`${at}.requests`, constraint.requests, claim)
    const attribute = (['matchAttribute', 'distinctAttribute'] as const).find(name => constraint[name] !== undefined)
    if (attribute) yield* fullyQualifiedNameErrors(`${at}.${attribute}`, constraint[attribute]!)
    else yield required(`${at}.matchAttribute`)
  })
  yield* boundedList(`${path}.config`, claim.config, most, function* (config, at) {
    yield* requestNamesErrors(`${at}.requests`, config.requests, claim)
    yield* configurationErrors(at, config)
  })
}

/** Names of a claim's requests, each once. */
export const requestNamesErrors = (path: string, names: string[] | undefined, claim: DeviceClaim): Errors =>
  distinctList(path, names, {most, rule: (name, at) => requestNameErrors(at, name, claim), key: name => name})

/** `request`, or `request/alternative`. */
export function* requestNameErrors(path: string, name: string, claim: DeviceClaim): Errors {
  const why = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'"
  const parts = name.split('/')
  if (parts.length > 2) {
    yield invalidValue(path, name, why)
    return
  }
  for (const part of parts) yield* labelErrors(path, part)
  const request = claim.requests?.find(each => (each.name ?? '') === parts[0])
  const found = parts.length === 1 || request?.firstAvailable?.some(each => (each.name ?? '') === parts[1])
  if (!request || !found) yield invalidValue(path, name, why)
}
