import {type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import type {Event} from '../../../../api/kinds.ts'
import {isDns1123Subdomain, isQualifiedName} from '../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'

const limits = {reportingInstance: 128, action: 128, reason: 128, message: 1024}

/** An event lives where its object does; those of cluster-wide objects in `default`. Events of the new kind say who reports and what was done. */
export const validateEvent = (event: Event): FieldError[] => [...eventErrors(event, 'reportingComponent')]

export function* eventErrors(event: Event, controllerField: string): Errors {
  const {metadata, involvedObject, eventTime} = event
  const namespace = metadata.namespace ?? ''
  const target = involvedObject?.namespace ?? ''
  const misplaced = invalidValue('involvedObject.namespace', target, 'does not match event.namespace')
  if (!eventTime) {
    if (target !== namespace && !(target === '' && namespace === 'default')) yield misplaced
  } else {
    if (target === '' && namespace !== 'default' && namespace !== 'kube-system') yield misplaced
    const controller = event.reportingComponent ?? ''
    if (!controller) yield required(controllerField)
    yield* invalidBecause(controllerField, controller, isQualifiedName(controller))
    yield* filled('reportingInstance', event.reportingInstance, limits.reportingInstance)
    yield* filled('action', event.action, limits.action)
    yield* filled('reason', event.reason, limits.reason)
    if ((event.message ?? '').length > limits.message) yield tooMuch('message', limits.message)
  }
  yield* invalidBecause('namespace', namespace, isDns1123Subdomain(namespace))
}

function* filled(field: string, value: string | undefined, most: number): Errors {
  if (!value) yield required(field)
  if ((value ?? '').length > most) yield tooMuch(field, most)
}

const tooMuch = (field: string, most: number): FieldError =>
  invalidValue(field, '', `can have at most ${most} characters`)
