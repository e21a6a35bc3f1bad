import type {PersistentVolumeClaim} from '../../../api/kinds.ts'
import type {Description} from '../description.ts'
import {accessModesText} from './access-modes.ts'
import {writeAnnotations, writeLabels} from './metadata.ts'
import {ageOf, goList} from './values.ts'

/** A claim, or with `whole` false the template of one. */
export function writeClaim(out: Description, claim: PersistentVolumeClaim, whole: boolean, now = 0): void {
  const {metadata, spec = {}, status = {}} = claim
  if (whole) {
    out.field(0, 'Name', metadata.name)
    out.field(0, 'Namespace', metadata.namespace)
  }
  out.field(0, 'StorageClass', claimClass(claim))
  if (whole)
    out.field(
      0,
      'Status',
      metadata.deletionTimestamp ? `Terminating (lasts ${ageOf(metadata.deletionTimestamp, now)})` : status.phase,
    )
  out.field(0, 'Volume', spec.volumeName)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  if (whole) out.field(0, 'Finalizers', goList(metadata.finalizers))
  out.field(0, 'Capacity', spec.volumeName ? (status.capacity?.['storage'] ?? '0') : '')
  out.field(0, 'Access Modes', spec.volumeName ? accessModesText(status.accessModes) : '')
  if (spec.volumeMode) out.field(0, 'VolumeMode', spec.volumeMode)
  if (!spec.dataSource) return
  out.line(0, 'DataSource:')
  if (typeof spec.dataSource.apiGroup === 'string') out.field(1, 'APIGroup', spec.dataSource.apiGroup)
  out.field(1, 'Kind', spec.dataSource.kind)
  out.field(1, 'Name', spec.dataSource.name)
}

/** The storage class, from the annotation of old or the field. */
export const claimClass = ({metadata, spec}: PersistentVolumeClaim): string =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? ''
