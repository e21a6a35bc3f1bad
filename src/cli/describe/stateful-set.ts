import type {PersistentVolumeClaim, StatefulSet} from '../../api/kinds.ts'
import {labelSelectorMatcher} from '../../api/selectors/index.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {claimClass} from './parts/claim.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {podCounts} from './parts/pod-counts.ts'
import {writePodTemplate} from './parts/pod-template.ts'
import {goList, longTime} from './parts/values.ts'

/** A StatefulSet, how its pods are, and what claims they get. */
export const statefulSet = describer<StatefulSet>(async (object, out, context) => {
  const {metadata, spec, status} = object
  const selector = labelSelectorMatcher(spec?.selector).toString()
  const pods = await podCounts(context, object, selector)
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  out.field(0, 'CreationTimestamp', longTime(metadata.creationTimestamp))
  out.field(0, 'Selector', selector)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'Replicas', `${spec?.replicas ?? 1} desired | ${status?.replicas ?? 0} total`)
  out.field(0, 'Update Strategy', spec?.updateStrategy?.type)
  const rolling = spec?.updateStrategy?.rollingUpdate
  if (rolling?.partition !== undefined) {
    out.field(1, 'Partition', rolling.partition)
    if (rolling.maxUnavailable !== undefined) out.field(1, 'MaxUnavailable', rolling.maxUnavailable)
  }
  out.field(0, 'Pods Status', pods)
  writePodTemplate(out, spec?.template)
  writeClaimTemplates(out, spec?.volumeClaimTemplates as PersistentVolumeClaim[] | undefined)
})

function writeClaimTemplates(out: Description, templates: readonly PersistentVolumeClaim[] = []): void {
  if (templates.length === 0) return out.field(0, 'Volume Claims', '<none>')
  out.line(0, 'Volume Claims:')
  for (const claim of templates) {
    out.field(1, 'Name', claim.metadata.name)
    out.field(1, 'StorageClass', claimClass(claim))
    writeLabels(out, 'Labels', claim.metadata.labels, '  ')
    writeLabels(out, 'Annotations', claim.metadata.annotations, '  ')
    out.field(1, 'Capacity', claim.spec?.resources?.requests?.['storage'] ?? '<default>')
    out.field(1, 'Access Modes', goList(claim.spec?.accessModes))
  }
}
