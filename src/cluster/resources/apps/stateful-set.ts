import type {StatefulSet} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {containerColumns} from '../container-columns.ts'
import {dropDisabledInTemplate} from '../core/pod/disabled-fields.ts'
import {templateWarnings} from '../core/pod/template-warnings.ts'
import {fractions} from '../core/pod/warnings.ts'
import {defineResource} from '../define-resource.ts'
import {dropGated, type GatedFields} from '../gated-fields.ts'
import {labelName} from '../metadata/names.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {setStatefulSetDefaults} from './stateful-set/defaults.ts'
import {validateStatefulSet, validateStatefulSetStatus, validateStatefulSetUpdate} from './stateful-set/validate.ts'

const gated: GatedFields[] = [
  {features: 'MaxUnavailableStatefulSet', fields: 'spec.updateStrategy.rollingUpdate.maxUnavailable'},
]

export const statefulSet = defineResource<StatefulSet>({
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.StatefulSet',
  storage: {prefix: '/registry/statefulsets'},
  storageVersionHash: 'H+vl74LkKdo=',
  subresources: {
    scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs},
    status: {kind: 'StatefulSet', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  validateName: labelName,
  defaults: setStatefulSetDefaults,
  completeEmpty(object) {
    object.spec = {replicas: 0, ...object.spec} as typeof object.spec
  },
  dropDisabled(set, gating) {
    dropDisabledInTemplate(set, gating)
    dropGated(gated, set, gating)
  },
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  validateStatusUpdate: validateStatefulSetStatus,
  warnings: statefulSetWarnings,
  columns: [
    nameColumn,
    text('Ready', ({spec, status}) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    ageColumn,
    ...containerColumns<StatefulSet>(({spec}) => spec?.template.spec?.containers),
  ],
})

function statefulSetWarnings(set: StatefulSet, old?: StatefulSet): string[] {
  const claims = (set.spec?.volumeClaimTemplates ?? []).flatMap(({spec}, index) =>
    fractions(`spec.volumeClaimTemplates[${index}].spec.resources.requests`, spec?.resources?.requests, ['storage']),
  )
  const isUnlimited = (set.spec?.revisionHistoryLimit ?? 0) < 0
  return [
    ...templateWarnings(set, old),
    ...(old ? [] : claims),
    ...(isUnlimited
      ? ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended']
      : []),
  ]
}
