import type {ReplicationController} from '../../api/kinds.ts'
import {labelsMatcher} from '../../api/selectors/index.ts'
import {describer} from './describer.ts'
import {writeConditions} from './parts/conditions.ts'
import {inlineLabels, writeAnnotations, writeLabels} from './parts/metadata.ts'
import {podCounts} from './parts/pod-counts.ts'
import {writePodTemplate} from './parts/pod-template.ts'

/** A ReplicationController and how its pods are. */
export const replicationController = describer<ReplicationController>(async (object, out, context) => {
  const {metadata, spec, status} = object
  const pods = await podCounts(context, object, labelsMatcher(spec?.selector).toString())
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  out.field(0, 'Selector', inlineLabels(spec?.selector))
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'Replicas', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 1} desired`)
  out.field(0, 'Pods Status', pods)
  writePodTemplate(out, spec?.template)
  writeConditions(out, status?.conditions)
})
