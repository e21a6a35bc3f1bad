import {builtin} from '../../../api/builtin-resources.ts'
import {type BootstrapObject, object} from '../bootstrap-object.ts'
import {autoUpdate} from './auto-update.ts'

interface Queuing {
  queues: number
  handSize: number
  queueLengthLimit: number
}

/** Without these the server could not place a request; what people change in them is put back. */
export const mandatoryPriorityLevels = (): BootstrapObject[] => [
  level('exempt', {type: 'Exempt', exempt: {nominalConcurrencyShares: 0, lendablePercent: 0}}),
  level('catch-all', limited({shares: 5, lendable: 0})),
]

/** The levels that a cluster starts with; theirs who take the annotation off. */
export const suggestedPriorityLevels = (): BootstrapObject[] => [
  level('system', limited({shares: 30, lendable: 33, queuing: queuing(64)})),
  level('node-high', limited({shares: 40, lendable: 25, queuing: queuing(64)})),
  level('leader-election', limited({shares: 10, lendable: 0, queuing: {...queuing(16), handSize: 4}})),
  level('workload-high', limited({shares: 40, lendable: 50, queuing: queuing(128)})),
  level('workload-low', limited({shares: 100, lendable: 90, queuing: queuing(128)})),
  level('global-default', limited({shares: 20, lendable: 50, queuing: queuing(128)})),
]

const queuing = (queues: number): Queuing => ({queues, handSize: 6, queueLengthLimit: 50})

const limited = ({shares, lendable, queuing}: {shares: number; lendable: number; queuing?: Queuing}) => ({
  type: 'Limited',
  limited: {
    nominalConcurrencyShares: shares,
    limitResponse: queuing ? {type: 'Queue', queuing} : {type: 'Reject'},
    lendablePercent: lendable,
  },
})

const level = (name: string, spec: Record<string, unknown>): BootstrapObject => ({
  resource: builtin.priorityLevelConfigurations,
  object: object(
    'flowcontrol.apiserver.k8s.io/v1',
    'PriorityLevelConfiguration',
    {name, annotations: {[autoUpdate]: 'true'}},
    {spec},
  ),
})
