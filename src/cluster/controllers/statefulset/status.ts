import type {ControllerRevision, Pod, StatefulSet} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {isPodAvailable, isPodReady} from '../pod-state.ts'
import {revisionOf} from './identity.ts'

type Status = NonNullable<StatefulSet['status']>

export interface StatusOptions {
  set: StatefulSet
  pods: readonly Pod[]
  current: ControllerRevision
  update: ControllerRevision
  collisionCount: number | undefined
  now: number
}

/** The status that follows from a set's pods; an update that has reached every pod becomes the current revision. */
export function statefulSetStatus({set, pods, current, update, collisionCount, now}: StatusOptions): Status {
  const created = pods.filter(pod => !isPodFinished(pod))
  const running = created.filter(pod => pod.status?.phase === 'Running' && isPodReady(pod))
  const staying = created.filter(pod => !pod.metadata.deletionTimestamp)
  const of = (revision: ControllerRevision): number =>
    staying.filter(pod => revisionOf(pod) === revision.metadata.name).length
  const updatedReplicas = of(update)
  const complete =
    current.metadata.name !== update.metadata.name &&
    set.spec?.updateStrategy?.type !== 'OnDelete' &&
    updatedReplicas === created.length &&
    running.length === created.length
  const minReadySeconds = set.spec?.minReadySeconds ?? 0
  return omitZeros({
    observedGeneration: set.metadata.generation ?? 0,
    replicas: created.length,
    readyReplicas: running.length,
    currentReplicas: complete ? updatedReplicas : of(current),
    updatedReplicas,
    currentRevision: (complete ? update : current).metadata.name,
    updateRevision: update.metadata.name,
    collisionCount: collisionCount ?? 0,
    ...(set.status?.conditions && {conditions: set.status.conditions}),
    availableReplicas: running.filter(pod => isPodAvailable(pod, minReadySeconds, now)).length,
  })
}

const said = new Set(['replicas', 'availableReplicas', 'collisionCount'])
const omitZeros = (status: Status): Status =>
  Object.fromEntries(Object.entries(status).filter(([name, value]) => value !== 0 || said.has(name))) as Status
