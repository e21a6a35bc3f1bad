import type {PodDisruptionBudget} from '../../api/kinds.ts'
import {formatLabelSelector} from '../../api/selectors/index.ts'
import {describer} from './describer.ts'

/** A PodDisruptionBudget and what it allows now. */
export const podDisruptionBudget = describer<PodDisruptionBudget>(({metadata, spec = {}, status}, out) => {
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  if (spec.minAvailable !== undefined) out.field(0, 'Min available', spec.minAvailable)
  else if (spec.maxUnavailable !== undefined) out.field(0, 'Max unavailable', spec.maxUnavailable)
  out.field(0, 'Selector', spec.selector ? formatLabelSelector(spec.selector) : '<unset>')
  out.line(0, 'Status:')
  out.field(2, 'Allowed disruptions', status?.disruptionsAllowed ?? 0)
  out.field(2, 'Current', status?.currentHealthy ?? 0)
  out.field(2, 'Desired', status?.desiredHealthy ?? 0)
  out.field(2, 'Total', status?.expectedPods ?? 0)
})
