import {formatQuantity, parseQuantity, subtractQuantities} from '../../../api/quantity.ts'
import type {KubeletSettings} from './settings.ts'

type Resources = Record<string, string>

/** What a node has, and what of it pods may use, as its kubelet's settings leave it. */
export function capacityWith(
  {maxPods, reserved}: KubeletSettings,
  capacity: Resources,
): {capacity: Resources; allocatable: Resources} {
  const all = {...capacity, pods: String(maxPods)}
  const allocatable: Resources = {...all}
  for (const part of reserved)
    for (const [name, amount] of Object.entries(part))
      if (allocatable[name] !== undefined)
        allocatable[name] = formatQuantity(subtractQuantities(parseQuantity(allocatable[name]), parseQuantity(amount)))
  return {capacity: all, allocatable}
}
