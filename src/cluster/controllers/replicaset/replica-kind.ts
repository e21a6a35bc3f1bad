import {builtin} from '../../../api/builtin-resources.ts'
import type {LabelSelector, ReplicaSet} from '../../../api/kinds.ts'
import type {GroupVersionResource} from '../../../api/object.ts'

/** What differs between the two kinds that keep a number of equal pods. */
export interface ReplicaKind {
  kind: 'ReplicaSet' | 'ReplicationController'
  resource: GroupVersionResource
  /** Whose name events carry, and the controller's own. */
  source: string
  /** What metrics call its queue. */
  queue: string
  selectorOf(set: ReplicaSet): LabelSelector | undefined
}

export const replicaSetKind: ReplicaKind = {
  kind: 'ReplicaSet',
  resource: builtin.replicaSets,
  source: 'replicaset-controller',
  queue: 'replicaset',
  selectorOf: set => set.spec?.selector,
}

/** A ReplicationController is a ReplicaSet whose selector is a plain map. */
export const replicationControllerKind: ReplicaKind = {
  kind: 'ReplicationController',
  resource: builtin.replicationControllers,
  source: 'replication-controller',
  queue: 'replicationmanager',
  selectorOf: set => (set.spec?.selector ? {matchLabels: set.spec.selector as Record<string, string>} : undefined),
}
