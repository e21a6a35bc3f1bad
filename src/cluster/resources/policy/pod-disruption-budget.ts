import type {PodDisruptionBudget} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {validatePodDisruptionBudget, validatePodDisruptionBudgetStatus} from './pod-disruption-budget/validate.ts'

export const podDisruptionBudget = defineResource<PodDisruptionBudget>({
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.policy.v1.PodDisruptionBudget',
  storage: {prefix: '/registry/poddisruptionbudgets'},
  storageVersionHash: 'EVWiDmWqyJw=',
  subresources: {
    status: {kind: 'PodDisruptionBudget', verbs: readWriteVerbs},
  },
  generation: true,
  validate: validatePodDisruptionBudget,
  validateStatusUpdate: validatePodDisruptionBudgetStatus,
  columns: [
    nameColumn,
    text('Min Available', ({spec}) => String(spec?.minAvailable ?? 'N/A')),
    text('Max Unavailable', ({spec}) => String(spec?.maxUnavailable ?? 'N/A')),
    integer('Allowed Disruptions', ({status}) => status?.disruptionsAllowed ?? 0),
    ageColumn,
  ],
})
