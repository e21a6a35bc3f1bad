import {isDeepStrictEqual} from 'node:util'
import type {Pod, ReplicaSet} from '../../../api/kinds.ts'
import {matchesLabels} from '../../runtime/label-selector.ts'
import {compact} from '../compact.ts'
import {findCondition, newCondition, withoutCondition} from '../condition.ts'
import {errorText} from '../error-text.ts'
import {isPodAvailable, isPodReady} from '../pod-state.ts'

type Status = NonNullable<ReplicaSet['status']>

/** The status that follows from the pods that count and from what went wrong in managing them. */
export function replicaSetStatus(set: ReplicaSet, pods: readonly Pod[], error: unknown, now: number): Status {
  const templateLabels = set.spec?.template?.metadata?.labels
  const minReadySeconds = set.spec?.minReadySeconds ?? 0
  return {
    replicas: pods.length,
    ...compact({
      fullyLabeledReplicas: pods.filter(pod => matchesLabels(templateLabels, pod.metadata.labels)).length,
      readyReplicas: pods.filter(isPodReady).length,
      availableReplicas: pods.filter(pod => isPodAvailable(pod, minReadySeconds, now)).length,
      observedGeneration: set.metadata.generation ?? 0,
      conditions: conditions(set, pods.length, error, now),
    }),
  }
}

/** Whether writing it would change anything. */
export const isSameStatus = (set: ReplicaSet, status: Status): boolean =>
  isDeepStrictEqual(compact({...set.status}), compact({...status}))

function conditions(set: ReplicaSet, count: number, error: unknown, now: number): Status['conditions'] {
  const old = set.status?.conditions ?? []
  const failure = findCondition(old, 'ReplicaFailure')
  if (error === undefined) return failure ? withoutCondition(old, 'ReplicaFailure') : old
  if (failure) return old
  const reason = count < (set.spec?.replicas ?? 1) ? 'FailedCreate' : 'FailedDelete'
  return [...old, newCondition('ReplicaFailure', 'True', reason, errorText(error), now)]
}
