import type {ReplicaSet} from '../../api/kinds.ts'
import {formatLabelSelector, labelSelectorMatcher} from '../../api/selectors/index.ts'
import {describer} from './describer.ts'
import {writeConditions} from './parts/conditions.ts'
import {writeAnnotations, writeController, writeLabels} from './parts/metadata.ts'
import {podCounts} from './parts/pod-counts.ts'
import {writePodTemplate} from './parts/pod-template.ts'

/** A ReplicaSet and how its pods are. */
export const replicaSet = describer<ReplicaSet>(async (object, out, context) => {
  const {metadata, spec, status} = object
  const pods = await podCounts(context, object, labelSelectorMatcher(spec?.selector).toString()).catch(
    (error: Error) => `error in fetching pods: ${error.message}`,
  )
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  out.field(0, 'Selector', formatLabelSelector(spec?.selector))
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  writeController(out, object)
  out.field(0, 'Replicas', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 1} desired`)
  out.field(0, 'Pods Status', pods)
  writePodTemplate(out, spec?.template)
  writeConditions(out, status?.conditions)
})
