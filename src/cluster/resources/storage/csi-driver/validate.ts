import {duplicate, type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {CSIDriver} from '../../../../api/kinds.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, supportedWord} from '../../validation/errors.ts'

export const validateCsiDriver = ({spec}: CSIDriver): FieldError[] => [...specErrors(spec)]

export const validateCsiDriverUpdate = ({spec}: CSIDriver, old: CSIDriver): FieldError[] => [
  ...specErrors(spec),
  ...immutable('spec.attachedRequired', spec.attachRequired, old.spec.attachRequired),
  ...immutable('spec.volumeLifecycleModes', spec.volumeLifecycleModes, old.spec.volumeLifecycleModes),
]

function* specErrors(spec: CSIDriver['spec']): Errors {
  if (spec.attachRequired === undefined) yield required('spec.attachedRequired')
  if (spec.podInfoOnMount === undefined) yield required('spec.podInfoOnMount')
  if (spec.storageCapacity === undefined) yield required('spec.storageCapacity')
  yield* supportedWord('spec.fsGroupPolicy', spec.fsGroupPolicy, ['File', 'None', 'ReadWriteOnceWithFSType'])
  yield* tokenErrors(spec.tokenRequests ?? [])
  for (const mode of spec.volumeLifecycleModes ?? [])
    if (mode !== 'Persistent' && mode !== 'Ephemeral')
      yield notSupported('spec.volumeLifecycleModes', mode, ['Persistent', 'Ephemeral'])
  if (spec.seLinuxMount === undefined) yield required('spec.seLinuxMount')
  const period = spec.nodeAllocatableUpdatePeriodSeconds
  if (period !== undefined && period < 10)
    yield invalidValue('spec.nodeAllocatableUpdatePeriodSeconds', period, 'must be greater than or equal to 10 seconds')
}

function* tokenErrors(requests: NonNullable<CSIDriver['spec']['tokenRequests']>): Errors {
  const audiences = new Set<string>()
  for (const [index, {audience, expirationSeconds: seconds}] of requests.entries()) {
    const path = `spec.tokenRequests[${index}]`
    if (audiences.has(audience)) {
      yield duplicate(`${path}.audience`, audience)
      continue
    }
    audiences.add(audience)
    if (seconds === undefined) continue
    if (seconds < 600)
      yield invalidValue(`${path}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes')
    if (seconds > 2 ** 32)
      yield invalidValue(`${path}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds')
  }
}
