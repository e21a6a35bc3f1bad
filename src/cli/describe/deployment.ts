import type {Deployment, ReplicaSet} from '../../api/kinds.ts'
import {labelSelectorMatcher} from '../../api/selectors/index.ts'
import {splitReplicaSets} from '../rollout/replica-sets.ts'
import {describer} from './describer.ts'
import {writeConditions} from './parts/conditions.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {writePodTemplate} from './parts/pod-template.ts'
import {longTime, orNone} from './parts/values.ts'

/** A Deployment and its ReplicaSets. */
export const deployment = describer<Deployment>(async (object, out, context) => {
  const {metadata, spec, status = {}} = object
  const selector = labelSelectorMatcher(spec?.selector).toString()
  // Who may not read ReplicaSets is shown the Deployment alone.
  const sets = await splitReplicaSets(context.client, object, context.chunkSize).catch(() => undefined)
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  out.field(0, 'CreationTimestamp', longTime(metadata.creationTimestamp))
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'Selector', selector)
  const {updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0} = status
  out.field(
    0,
    'Replicas',
    `${spec?.replicas ?? 1} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
  )
  out.field(0, 'StrategyType', spec?.strategy?.type)
  out.field(0, 'MinReadySeconds', spec?.minReadySeconds ?? 0)
  const rolling = spec?.strategy?.rollingUpdate
  if (rolling)
    out.field(0, 'RollingUpdateStrategy', `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`)
  writePodTemplate(out, spec?.template)
  writeConditions(out, status.conditions)
  if (!sets || (sets.old.length === 0 && !sets.current)) return
  out.field(0, 'OldReplicaSets', setsText(sets.old))
  out.field(0, 'NewReplicaSet', setsText(sets.current ? [sets.current] : []))
})

const setsText = (sets: readonly ReplicaSet[]): string =>
  orNone(
    sets
      .map(
        ({metadata, spec, status}) =>
          `${metadata.name} (${status?.replicas ?? 0}/${spec?.replicas ?? 1} replicas created)`,
      )
      .join(', '),
  )
