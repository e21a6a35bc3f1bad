import type {PersistentVolume, Pod} from '../../../api/kinds.ts'

/** Whether a volume can be on more nodes than one. */
export const isShared = ({spec}: PersistentVolume): boolean =>
  (spec?.accessModes ?? []).some(mode => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')

/** Why a pod's volume is not attached: others have it elsewhere. Pods of other namespaces are not named. */
export function multiAttachError({metadata}: Pod, others: readonly Pod[]): string {
  if (others.length === 0) return "Volume is already exclusively attached to one node and can't be attached to another"
  const local = others.filter(other => other.metadata.namespace === metadata.namespace)
  const elsewhere = others.length - local.length
  if (local.length === 0) return `Volume is already used by ${elsewhere} pod(s) in different namespaces`
  const names = local.map(other => other.metadata.name).join(', ')
  return `Volume is already used by pod(s) ${names}${elsewhere > 0 ? ` and ${elsewhere} pod(s) in different namespaces` : ''}`
}
