import type {CSIStorageCapacity} from '../../../../api/kinds.ts'
import {deprecatedLabel, termWarnings} from '../../core/pod/affinity-warnings.ts'

/** Nodes' labels of old among those that say where there is room. */
export const storageCapacityWarnings = ({nodeTopology}: CSIStorageCapacity): string[] => [
  ...termWarnings('nodeTopology', nodeTopology ?? {}),
  ...Object.keys(nodeTopology?.matchLabels ?? {}).flatMap(label =>
    deprecatedLabel(label) ? [`nodeTopology.matchLabels.${label}: ${deprecatedLabel(label)}`] : [],
  ),
]
