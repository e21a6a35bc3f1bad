import type {PersistentVolume, PersistentVolumeClaim} from '../../api/kinds.ts'

const shortModes = {ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP'}

/** Access modes in their short form and fixed order: `RWO,ROX`. */
export const accessModesText = (modes: readonly string[] | undefined): string =>
  Object.entries(shortModes)
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',')

/** The storage class of a volume or claim; the annotation of old goes before the field. */
export const storageClassOf = ({metadata, spec}: PersistentVolume | PersistentVolumeClaim): string =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? ''
