import type {Node, NodeCondition} from '../../../api/kinds.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {goodConditions} from './node-object.ts'
import {recordStart} from './start-events.ts'

const nodes = {group: '', version: 'v1', resource: 'nodes'}

/** Whether others have given a node up, and its kubelet has to say that it is there. */
export const isGivenUp = ({status}: Node): boolean =>
  status?.conditions?.find(({type}) => type === 'Ready')?.status === 'Unknown'

/** What a kubelet says of its node when it comes back: that it has started, and how the node is. */
export async function reportReady({client, clock, ...context}: ComponentContext, name: string): Promise<void> {
  const node = await client.get<Node>({...nodes, name})
  const old = node.status?.conditions ?? []
  const fresh = goodConditions(clock.now()).map((condition): NodeCondition => {
    const known = old.find(({type}) => type === condition.type)
    const since = known?.status === condition.status ? known.lastTransitionTime : condition.lastTransitionTime
    return {...condition, ...(since && {lastTransitionTime: since})}
  })
  const others = old.filter(({type}) => !fresh.some(condition => condition.type === type))
  await client.patch({...nodes, name, subresource: 'status'}, 'merge', {status: {conditions: [...others, ...fresh]}})
  recordStart({client, clock, ...context}, name)
}
