import type {NodeSelectorTerm, PersistentVolume} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {accessModesText} from './parts/access-modes.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {ageOf, goList} from './parts/values.ts'
import {writeVolumeSource} from './parts/volumes.ts'

/** A PersistentVolume and what is behind it. */
export const persistentVolume = describer<PersistentVolume>(({metadata, spec = {}, status = {}}, out, {now}) => {
  out.field(0, 'Name', metadata.name)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'Finalizers', goList(metadata.finalizers))
  const annotated = metadata.annotations?.['volume.beta.kubernetes.io/storage-class']
  out.field(0, 'StorageClass', annotated ?? spec.storageClassName)
  const {deletionTimestamp} = metadata
  out.field(0, 'Status', deletionTimestamp ? `Terminating (lasts ${ageOf(deletionTimestamp, now)})` : status.phase)
  out.field(0, 'Claim', spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '')
  out.field(0, 'Reclaim Policy', spec.persistentVolumeReclaimPolicy)
  out.field(0, 'Access Modes', accessModesText(spec.accessModes))
  if (spec.volumeMode) out.field(0, 'VolumeMode', spec.volumeMode)
  out.field(0, 'Capacity', spec.capacity?.['storage'] ?? '0')
  writeAffinity(out, spec.nodeAffinity?.required?.nodeSelectorTerms)
  out.field(0, 'Message', status.message)
  out.line(0, 'Source:')
  writeVolumeSource(out, spec as Record<string, unknown>, true)
})

function writeAffinity(out: Description, terms: readonly NodeSelectorTerm[] | undefined): void {
  if (!terms) return out.field(0, 'Node Affinity', '<none>')
  out.line(0, 'Node Affinity:\t')
  if (terms.length === 0) return out.field(1, 'Required Terms', '<none>')
  out.line(1, 'Required Terms:\t')
  for (const [index, {matchExpressions = []}] of terms.entries()) {
    out.write(2, `Term ${index}:\t`)
    if (matchExpressions.length === 0) out.line(0, '<none>')
    for (const [position, {key, operator, values = []}] of matchExpressions.entries()) {
      if (position > 0) out.write(2, '\t')
      out.line(0, `${key} ${operator.toLowerCase()}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`)
    }
  }
}
