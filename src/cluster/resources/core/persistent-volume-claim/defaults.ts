import type {PersistentVolumeClaim} from '../../../../api/kinds.ts'

type Claim = Pick<PersistentVolumeClaim, 'spec' | 'status'>

export function setClaimDefaults(claim: Claim): void {
  claim.status ??= {}
  claim.status.phase ||= 'Pending'
  claim.spec ??= {}
  claim.spec.volumeMode ??= 'Filesystem'
}
