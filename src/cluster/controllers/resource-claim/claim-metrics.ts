import type {ResourceClaim, ResourceClaimSpec} from '../../../api/kinds.ts'
import type {Informer} from '../../runtime/informer.ts'
import type {Metrics} from '../../runtime/metrics/metrics.ts'

export interface ClaimCounts {
  /** A claim was to be made of a template. */
  created(spec: ResourceClaimSpec | undefined, status: 'success' | 'failure'): void
}

/** The controller's own metrics. */
export function observeClaims(metrics: Metrics, claims: Informer<ResourceClaim>): ClaimCounts {
  const creates = metrics.counter(
    'resourceclaim_controller_creates_total',
    '[ALPHA] Number of ResourceClaims creation requests, categorized by creation status and admin access',
  )
  metrics.read(
    'resourceclaim_controller_resource_claims',
    'gauge',
    '[ALPHA] Number of ResourceClaims, categorized by allocation status and admin access',
    () => countByState(claims.list()),
  )
  return {
    created: (spec, status) => creates.add({status, admin_access: adminAccess(spec)}),
  }
}

function countByState(claims: Iterable<ResourceClaim>) {
  const counts = new Map<string, {labels: {allocated: string; admin_access: string}; value: number}>()
  for (const {spec, status} of claims) {
    const labels = {allocated: String(status?.allocation !== undefined), admin_access: adminAccess(spec)}
    const key = `${labels.allocated} ${labels.admin_access}`
    counts.set(key, {labels, value: (counts.get(key)?.value ?? 0) + 1})
  }
  return [...counts.values()]
}

const adminAccess = (spec: ResourceClaimSpec | undefined): string =>
  String(spec?.devices?.requests?.some(({exactly}) => exactly?.adminAccess === true) ?? false)
