import {type FieldError, forbiddenField} from '../../../../api/field-error.ts'
import type {PriorityClass} from '../../../../api/kinds.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, requiredWord} from '../../validation/errors.ts'

const highestOfUsers = 1_000_000_000
const system = [
  {name: 'system-node-critical', value: 2_000_001_000},
  {name: 'system-cluster-critical', value: 2_000_000_000},
]

export const validatePriorityClass = (priorityClass: PriorityClass): FieldError[] => [...errorsOf(priorityClass)]

export const validatePriorityClassUpdate = (priorityClass: PriorityClass, old: PriorityClass): FieldError[] => [
  ...((priorityClass.value ?? 0) === (old.value ?? 0)
    ? []
    : [forbiddenField('value', 'may not be changed in an update.')]),
  ...immutable('preemptionPolicy', priorityClass.preemptionPolicy, old.preemptionPolicy),
]

function* errorsOf({metadata, value = 0, globalDefault = false, preemptionPolicy}: PriorityClass): Errors {
  const name = metadata.name ?? ''
  if (name.startsWith('system-')) {
    const problem = systemProblem(name, value, globalDefault)
    if (problem)
      yield forbiddenField(
        'metadata.name',
        `priority class names with 'system-' prefix are reserved for system use only. error: ${problem}`,
      )
  } else if (value > highestOfUsers) {
    yield forbiddenField('value', `maximum allowed value of a user defined priority is ${highestOfUsers}`)
  }
  if (preemptionPolicy !== undefined)
    yield* requiredWord('preemptionPolicy', preemptionPolicy, ['PreemptLowerPriority', 'Never'])
}

function systemProblem(name: string, value: number, globalDefault: boolean): string | undefined {
  const known = system.find(one => one.name === name)
  if (!known) return `${name} is not a known system priority class`
  if (known.value !== value) return `value of ${name} PriorityClass must be ${known.value}`
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined
}
