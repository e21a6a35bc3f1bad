import type {PriorityClass} from '../../../api/kinds.ts'
import {ageColumn, boolean, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validatePriorityClass, validatePriorityClassUpdate} from './priority-class/validate.ts'

const systemClasses = new Set(['system-node-critical', 'system-cluster-critical'])

export const priorityClass = defineResource<PriorityClass>({
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.scheduling.v1.PriorityClass',
  storage: {prefix: '/registry/priorityclasses'},
  storageVersionHash: '1QwjyaZjj3Y=',
  prepareForCreate({metadata}) {
    metadata.generation = 1
  },
  unconditionalUpdate: true,
  defaults(priorityClass) {
    priorityClass.preemptionPolicy ??= 'PreemptLowerPriority'
  },
  refuseDelete: name => (systemClasses.has(name) ? 'this is a system priority class and cannot be deleted' : undefined),
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
  columns: [
    nameColumn,
    integer('Value', ({value}) => value),
    boolean('Global-Default', ({globalDefault}) => globalDefault ?? false),
    ageColumn,
    text('PreemptionPolicy', ({preemptionPolicy}) => preemptionPolicy ?? ''),
  ],
})
