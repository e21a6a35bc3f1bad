import {bool, int32, string} from '../flags/flag.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'

const flags = {
  description: string({usage: 'When to use this class.'}),
  'global-default': bool({usage: 'Whether pods without a class get this one.'}),
  'preemption-policy': string({default: 'PreemptLowerPriority', usage: 'Whether its pods may push others aside.'}),
  value: int32({usage: 'The priority.'}),
}

/** A priority class. */
export const priorityClass: Generator<typeof flags> = {
  flags,
  target: {group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses', namespaced: false},
  failure: 'priorityclass: ',
  generate({
    name,
    flags: {description, value, 'global-default': globalDefault, 'preemption-policy': preemptionPolicy},
  }) {
    requireName(name)
    return {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: {name},
      value,
      globalDefault,
      description,
      preemptionPolicy,
    }
  },
}
