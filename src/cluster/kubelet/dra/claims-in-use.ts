import type {Metrics} from '../../runtime/metrics/metrics.ts'
import type {ClaimManager} from './claim-manager.ts'

/** Tells how many claims the kubelets' pods use; one text is all kubelets'. */
export function observeClaimsInUse(metrics: Metrics | undefined, managers: () => ClaimManager[]): void {
  metrics?.read(
    'dra_resource_claims_in_use',
    'gauge',
    '[ALPHA] The number of ResourceClaims that are currently in use on the node, by driver name (driver_name label value) and across all drivers (special value <any> for driver_name). Note that the sum of all by-driver counts is not the total number of in-use ResourceClaims because the same ResourceClaim might use devices from different drivers. Instead, use the count for the <any> driver_name.',
    () => {
      const counts = new Map([['<any>', 0]])
      for (const manager of managers())
        for (const [name, count] of manager.inUse()) counts.set(name, (counts.get(name) ?? 0) + count)
      return [...counts].map(([driver_name, value]) => ({labels: {driver_name}, value}))
    },
  )
}
