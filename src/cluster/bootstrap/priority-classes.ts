import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, object} from './bootstrap-object.ts'

const classes = [
  {
    name: 'system-cluster-critical',
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
  {
    name: 'system-node-critical',
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
]

/** The two classes that outrank everything. */
export const priorityClasses = (): BootstrapObject[] =>
  classes.map(({name, value, description}) => ({
    resource: builtin.priorityClasses,
    object: object(
      'scheduling.k8s.io/v1',
      'PriorityClass',
      {name},
      {value, description, preemptionPolicy: 'PreemptLowerPriority'},
    ),
  }))
