import type {DaemonSet} from '../../api/kinds.ts'
import {labelSelectorMatcher} from '../../api/selectors/index.ts'
import {describer} from './describer.ts'
import {inlineLabels, writeAnnotations, writeLabels} from './parts/metadata.ts'
import {podCounts} from './parts/pod-counts.ts'
import {writePodTemplate} from './parts/pod-template.ts'

/** A DaemonSet and how its pods are. */
export const daemonSet = describer<DaemonSet>(async (object, out, context) => {
  const {metadata, spec, status} = object
  const selector = labelSelectorMatcher(spec?.selector).toString()
  const pods = await podCounts(context, object, selector)
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  out.field(0, 'Selector', selector)
  out.field(0, 'Node-Selector', inlineLabels(spec?.template.spec?.nodeSelector))
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`)
  out.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`)
  out.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`)
  out.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`)
  out.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`)
  out.field(0, 'Pods Status', pods)
  writePodTemplate(out, spec?.template)
})
