import type {FieldSpec, GroupVersionKind} from '../field-specs.ts'
import {podHolders, podTemplates} from './workloads.ts'

/** Fields that name objects of one kind, or hold a map with their name and namespace. */
export interface NameReference extends GroupVersionKind {
  fieldSpecs: FieldSpec[]
}

const containers = (path: string): string[] => [`containers/${path}`, `initContainers/${path}`]

/** The places in every pod, in the pods of templates, and in PodTemplates. */
const inPods = (paths: readonly string[], holders: Record<string, string> = podHolders): FieldSpec[] =>
  Object.entries({...holders, PodTemplate: 'template/'}).flatMap(([kind, at]) =>
    paths.map(path => ({path: `${at}spec/${path}`, kind})),
  )

const rbac = 'rbac.authorization.k8s.io'
const named = (kinds: string, path: string): FieldSpec[] => kinds.split(' ').map(kind => ({path, kind}))

/** kustomize's own, in its order. */
export const nameReferences: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(kind => ({
    kind,
    fieldSpecs: named('HorizontalPodAutoscaler', 'spec/scaleTargetRef/name'),
  })),
  {
    kind: 'ConfigMap',
    version: 'v1',
    fieldSpecs: [
      ...inPods([
        'volumes/configMap/name',
        ...containers('env/valueFrom/configMapKeyRef/name'),
        ...containers('envFrom/configMapRef/name'),
        'volumes/projected/sources/configMap/name',
      ]),
      ...named('Node', 'spec/configSource/configMap'),
      ...named('Role ClusterRole', 'rules/resourceNames'),
      ...named('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap'),
    ],
  },
  {
    kind: 'Secret',
    version: 'v1',
    fieldSpecs: [
      ...inPods([
        'volumes/secret/secretName',
        ...containers('env/valueFrom/secretKeyRef/name'),
        ...containers('envFrom/secretRef/name'),
        'imagePullSecrets/name',
        'volumes/projected/sources/secret/name',
      ]),
      ...named('Ingress', 'spec/tls/secretName'),
      ...['', 'nginx.'].flatMap(prefix =>
        named('Ingress', `metadata/annotations/${prefix}ingress.kubernetes.io\\/auth-secret`),
      ),
      ...named('Ingress', 'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret'),
      ...named('ServiceAccount', 'imagePullSecrets/name'),
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].flatMap(name =>
        named('StorageClass', `parameters/${name}`),
      ),
      ...named('Role ClusterRole', 'rules/resourceNames'),
      ...named('PersistentVolume', 'spec/azureFile/secretName'),
    ],
  },
  {
    kind: 'Service',
    version: 'v1',
    fieldSpecs: [
      {path: 'spec/serviceName', group: 'apps', kind: 'StatefulSet'},
      ...[
        'spec/rules/http/paths/backend/serviceName',
        'spec/backend/serviceName',
        'spec/rules/http/paths/backend/service/name',
        'spec/defaultBackend/service/name',
      ].flatMap(path => named('Ingress', path)),
      {path: 'spec/service/name', group: 'apiregistration.k8s.io', kind: 'APIService'},
      ...named('ValidatingWebhookConfiguration MutatingWebhookConfiguration', 'webhooks/clientConfig/service'),
    ],
  },
  {kind: 'Role', group: rbac, fieldSpecs: named('RoleBinding', 'roleRef/name')},
  {kind: 'ClusterRole', group: rbac, fieldSpecs: named('RoleBinding ClusterRoleBinding', 'roleRef/name')},
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fieldSpecs: [
      ...named('RoleBinding ClusterRoleBinding', 'subjects'),
      ...inPods(['serviceAccountName']).filter(({kind}) => kind !== 'ReplicaSet' && kind !== 'PodTemplate'),
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    fieldSpecs: inPods(['volumes/persistentVolumeClaim/claimName']).filter(
      ({kind}) => kind !== 'ReplicaSet' && kind !== 'PodTemplate',
    ),
  },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    fieldSpecs: [...named('PersistentVolumeClaim', 'spec/volumeName'), ...named('ClusterRole', 'rules/resourceNames')],
  },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    fieldSpecs: [
      ...named('PersistentVolume PersistentVolumeClaim', 'spec/storageClassName'),
      ...named('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
  {
    kind: 'PriorityClass',
    version: 'v1',
    group: 'scheduling.k8s.io',
    fieldSpecs: inPods(['priorityClassName']).filter(({kind}) => kind !== 'ReplicaSet' && kind !== 'PodTemplate'),
  },
  {
    kind: 'ValidatingAdmissionPolicy',
    group: 'admissionregistration.k8s.io',
    fieldSpecs: named('ValidatingAdmissionPolicyBinding', 'spec/policyName'),
  },
]

/** Where variables stand for values. */
export const variablePlaces: readonly FieldSpec[] = [
  ...Object.entries(podHolders)
    .filter(([kind]) => kind !== 'ReplicationController')
    .flatMap(([kind, at]) =>
      [...['args', 'command', 'env/value', 'volumeMounts/mountPath'].flatMap(containers), 'volumes/nfs/server'].map(
        path => ({path: `${at}spec/${path}`, kind}),
      ),
    ),
  {path: `${podTemplates['Deployment']}metadata/annotations`, kind: 'Deployment'},
  ...['spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'].flatMap(path => named('Ingress', path)),
  ...['spec/ports/port', 'spec/ports/targetPort'].flatMap(path => named('Service', path)),
  {path: 'spec/nfs/server', kind: 'PersistentVolume'},
  {path: 'metadata/labels'},
  {path: 'metadata/annotations'},
]
