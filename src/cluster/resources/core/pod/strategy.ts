import type {Pod, PodCondition, PodSpec} from '../../../../api/kinds.ts'
import {timeOf} from '../../../../api/time.ts'
import type {ResourceContext} from '../../define-resource.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {takeAppArmorAnnotations} from './app-armor.ts'
import {dropDisabledStatus} from './disabled-status.ts'
import {mergeLabelKeys} from './label-keys.ts'
import {computeQosClass} from './resources.ts'

/** A pod begins pending, whatever its author says of its status but its quality of service. */
export function prepareForCreate(pod: Pod, {now, warn}: Pick<ResourceContext, 'now' | 'warn'>): void {
  const spec = pod.spec as PodSpec
  pod.metadata.generation = 1
  pod.status = {phase: 'Pending', qosClass: pod.status?.qosClass || computeQosClass(spec)}
  if (spec.schedulingGates?.length)
    pod.status.conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime: timeOf(now),
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
      } as unknown as PodCondition,
    ]
  mergeLabelKeys(pod)
  takeAppArmorAnnotations(pod, warn)
}

export function prepareForUpdate(pod: Pod, old: Pod): void {
  pod.status = old.status
  pod.metadata.generation = (old.metadata.generation ?? 0) + (sameMeaning(pod.spec, old.spec) ? 0 : 1)
}

/** A kubelet's word on its pod: the rest stays, and so does what it leaves out. */
export function prepareForStatusUpdate(pod: Pod, old: Pod, {features}: Pick<ResourceContext, 'features'>): void {
  pod.spec = old.spec
  pod.metadata.deletionTimestamp = old.metadata.deletionTimestamp
  pod.metadata.ownerReferences = old.metadata.ownerReferences
  pod.status ??= {}
  dropDisabledStatus(pod, {features, old})
  pod.status.qosClass ||= old.status?.qosClass
  pod.status.observedGeneration ||= old.status?.observedGeneration
  if (pod.status.observedGeneration === undefined) delete pod.status.observedGeneration
  const before = [...(old.status?.conditions ?? [])]
  for (const condition of pod.status.conditions ?? []) {
    const index = before.findIndex(({type}) => type === condition.type)
    const [previous] = index < 0 ? [] : before.splice(index, 1)
    if (!condition.observedGeneration && previous?.observedGeneration)
      condition.observedGeneration = previous.observedGeneration
  }
}

/** How long a pod has to end: nothing to wait for when it runs nowhere or is over. */
export function gracePeriod({spec, status}: Pod, requested?: number): number {
  if (!spec?.nodeName || status?.phase === 'Failed' || status?.phase === 'Succeeded') return 0
  const period = requested ?? spec.terminationGracePeriodSeconds ?? 0
  return period < 0 ? 1 : period
}
