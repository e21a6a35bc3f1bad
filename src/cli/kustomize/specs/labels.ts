import type {FieldSpec} from '../field-specs.ts'
import {podTemplates} from './workloads.ts'

const anyVersion: Record<string, Pick<FieldSpec, 'group' | 'version'>> = {
  ReplicationController: {version: 'v1'},
  StatefulSet: {group: 'apps'},
  Job: {group: 'batch'},
  CronJob: {group: 'batch'},
}

/** Where labels are without being chosen by: objects' own, their templates' and their claims'. */
export const metadataLabels: readonly FieldSpec[] = [
  {path: 'metadata/labels', create: true},
  ...Object.entries(podTemplates).map(([kind, path]) => ({
    path: `${path}metadata/labels`,
    kind,
    create: true,
    ...anyVersion[kind],
  })),
  {path: 'spec/volumeClaimTemplates[]/metadata/labels', group: 'apps', kind: 'StatefulSet', create: true},
  {path: 'spec/jobTemplate/metadata/labels', group: 'batch', kind: 'CronJob', create: true},
]

const terms = (['podAffinity', 'podAntiAffinity'] as const).flatMap(kind => [
  `affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
])

/** Where common labels go: selectors as well. */
export const commonLabels: readonly FieldSpec[] = [
  {path: 'spec/selector', version: 'v1', kind: 'Service', create: true},
  {path: 'spec/selector', version: 'v1', kind: 'ReplicationController', create: true},
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(kind => ({
    path: 'spec/selector/matchLabels',
    kind,
    create: true,
    ...anyVersion[kind],
  })),
  ...['Deployment', 'StatefulSet'].flatMap(kind =>
    [...terms, 'topologySpreadConstraints/labelSelector/matchLabels'].map(path => ({
      path: `spec/template/spec/${path}`,
      group: 'apps',
      kind,
    })),
  ),
  {path: 'spec/selector/matchLabels', group: 'batch', kind: 'Job'},
  {path: 'spec/jobTemplate/spec/selector/matchLabels', group: 'batch', kind: 'CronJob'},
  {path: 'spec/selector/matchLabels', group: 'policy', kind: 'PodDisruptionBudget'},
  ...['spec/podSelector', 'spec/ingress/from/podSelector', 'spec/egress/to/podSelector'].map(path => ({
    path: `${path}/matchLabels`,
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
  })),
  ...metadataLabels,
]

/** Where common annotations go. */
export const commonAnnotations: readonly FieldSpec[] = metadataLabels
  .filter(({path}) => !path.includes('[]'))
  .map(({path, group, ...spec}) => ({
    ...spec,
    ...(group && spec.kind !== 'StatefulSet' && {group}),
    path: path.replace(/labels$/, 'annotations'),
  }))
