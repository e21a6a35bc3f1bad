import type {Pod} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, proxyVerbs, readWriteVerbs} from '../verbs.ts'
import {podColumns, podRowConditions} from './pod/columns.ts'
import {setPodDefaults} from './pod/defaults.ts'
import {dropDisabledFields} from './pod/disabled-fields.ts'
import {podStatusWarnings} from './pod/status-warnings.ts'
import {gracePeriod, prepareForCreate, prepareForStatusUpdate, prepareForUpdate} from './pod/strategy.ts'
import {validatePod, validatePodStatusUpdate, validatePodUpdate} from './pod/validate/index.ts'
import {podWarnings} from './pod/warnings.ts'

export const pod = defineResource<Pod>({
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Pod',
  storage: {prefix: '/registry/pods'},
  storageVersionHash: 'xPOwRZ+Yhw8=',
  returnsDeleted: true,
  subresources: {
    attach: {kind: 'PodAttachOptions', verbs: ['create', 'get']},
    binding: {kind: 'Binding', verbs: ['create']},
    ephemeralcontainers: {kind: 'Pod', verbs: readWriteVerbs, tables: false},
    eviction: {kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create']},
    exec: {kind: 'PodExecOptions', verbs: ['create', 'get']},
    log: {kind: 'Pod', verbs: ['get']},
    portforward: {kind: 'PodPortForwardOptions', verbs: ['create', 'get']},
    proxy: {kind: 'PodProxyOptions', verbs: proxyVerbs},
    resize: {kind: 'Pod', verbs: readWriteVerbs, tables: false},
    status: {kind: 'Pod', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  fieldSelectors: {
    'spec.nodeName': ({spec}) => spec?.nodeName ?? '',
    'spec.restartPolicy': ({spec}) => spec?.restartPolicy ?? '',
    'spec.schedulerName': ({spec}) => spec?.schedulerName ?? '',
    'spec.serviceAccountName': ({spec}) => spec?.serviceAccountName ?? '',
    'spec.hostNetwork': ({spec}) => String(spec?.hostNetwork ?? false),
    'status.phase': ({status}) => status?.phase ?? '',
    'status.podIP': ({status}) => status?.podIPs?.[0]?.ip ?? '',
    'status.podIPs': ({status}) => (status?.podIPs ?? []).map(({ip}) => ip).join(','),
    'status.nominatedNodeName': ({status}) => status?.nominatedNodeName ?? '',
  },
  gracePeriod,
  defaults: setPodDefaults,
  dropDisabled: (draft, {features, old}) => {
    if (draft.spec) dropDisabledFields(draft.spec, {features, old: old?.spec})
  },
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  validateStatusUpdate: validatePodStatusUpdate,
  warnings: podWarnings,
  statusWarnings: podStatusWarnings,
  columns: podColumns,
  rowConditions: podRowConditions,
})
