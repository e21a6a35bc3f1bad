import {builtin} from '../../../api/builtin-resources.ts'
import {type BootstrapObject, object} from '../bootstrap-object.ts'
import {autoUpdate} from './auto-update.ts'

/** The first and the last that a request is held against; what people change in them is put back. */
export const mandatoryFlowSchemas = (): BootstrapObject[] => [
  schema({name: 'exempt', precedence: 1, subjects: groups('system:masters'), rules: everything}),
  schema({name: 'catch-all', precedence: 10_000, distinguisher: 'ByUser', subjects: everybody, rules: everything}),
]

/** Those that a cluster starts with; theirs who take the annotation off. */
export const suggestedFlowSchemas = (): BootstrapObject[] => [
  schema({
    name: 'system-nodes',
    level: 'system',
    precedence: 500,
    distinguisher: 'ByUser',
    subjects: groups('system:nodes'),
    rules: everything,
  }),
  schema({
    name: 'system-node-high',
    level: 'node-high',
    precedence: 400,
    distinguisher: 'ByUser',
    subjects: groups('system:nodes'),
    rules: {
      resourceRules: [
        {...resourceRule(['*'], '', 'nodes', 'nodes/status'), clusterScope: true},
        resourceRule(['*'], 'coordination.k8s.io', 'leases'),
      ],
    },
  }),
  schema({
    name: 'probes',
    level: 'exempt',
    precedence: 2,
    subjects: everybody,
    rules: {nonResourceRules: [{verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez']}]},
  }),
  schema({
    name: 'system-leader-election',
    level: 'leader-election',
    precedence: 100,
    distinguisher: 'ByUser',
    subjects: [...users('system:kube-controller-manager', 'system:kube-scheduler'), systemServiceAccounts],
    rules: {resourceRules: [resourceRule(['get', 'create', 'update'], 'coordination.k8s.io', 'leases')]},
  }),
  schema({
    name: 'kube-controller-manager',
    level: 'workload-high',
    precedence: 800,
    distinguisher: 'ByNamespace',
    subjects: users('system:kube-controller-manager'),
    rules: everything,
  }),
  schema({
    name: 'kube-scheduler',
    level: 'workload-high',
    precedence: 800,
    distinguisher: 'ByNamespace',
    subjects: users('system:kube-scheduler'),
    rules: everything,
  }),
  schema({
    name: 'kube-system-service-accounts',
    level: 'workload-high',
    precedence: 900,
    distinguisher: 'ByNamespace',
    subjects: [systemServiceAccounts],
    rules: everything,
  }),
  schema({
    name: 'service-accounts',
    level: 'workload-low',
    precedence: 9000,
    distinguisher: 'ByUser',
    subjects: groups('system:serviceaccounts'),
    rules: everything,
  }),
  schema({name: 'global-default', precedence: 9900, distinguisher: 'ByUser', subjects: everybody, rules: everything}),
]

type Subject = Record<string, unknown>

const groups = (...names: string[]): Subject[] => names.map(name => ({kind: 'Group', group: {name}}))

const users = (...names: string[]): Subject[] => names.map(name => ({kind: 'User', user: {name}}))

const everybody = groups('system:unauthenticated', 'system:authenticated')

const systemServiceAccounts: Subject = {kind: 'ServiceAccount', serviceAccount: {namespace: 'kube-system', name: '*'}}

const resourceRule = (verbs: string[], group: string, ...resources: string[]) => ({
  verbs,
  apiGroups: [group],
  resources,
  namespaces: ['*'],
})

const everything = {
  resourceRules: [{...resourceRule(['*'], '*', '*'), clusterScope: true}],
  nonResourceRules: [{verbs: ['*'], nonResourceURLs: ['*']}],
}

interface SchemaOptions {
  name: string
  /** The priority level; default one of the same name. */
  level?: string
  precedence: number
  distinguisher?: 'ByUser' | 'ByNamespace'
  subjects: Subject[]
  rules: Record<string, unknown>
}

const schema = ({name, level = name, precedence, distinguisher, subjects, rules}: SchemaOptions): BootstrapObject => ({
  resource: builtin.flowSchemas,
  object: object(
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    {name, annotations: {[autoUpdate]: 'true'}},
    {
      spec: {
        priorityLevelConfiguration: {name: level},
        matchingPrecedence: precedence,
        ...(distinguisher && {distinguisherMethod: {type: distinguisher}}),
        rules: [{subjects, ...rules}],
      },
    },
  ),
})
