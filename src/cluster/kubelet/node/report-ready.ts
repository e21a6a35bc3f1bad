import {builtin} from '../../../api/builtin-resources.ts'
import type {Node, NodeCondition} from '../../../api/kinds.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {capacityWith} from '../service/node-capacity.ts'
import type {KubeletSettings} from '../service/settings.ts'
import {goodConditions} from './node-object.ts'

const {nodes} = builtin

/** Whether others have given a node up, and its kubelet has to say that it is there. */
export const isGivenUp = ({status}: Node): boolean =>
  status?.conditions?.find(({type}) => type === 'Ready')?.status === 'Unknown'

/** What a kubelet says of its node when it is well: how the node is, and what it has for pods. */
export async function reportReady(
  {client, clock}: ComponentContext,
  name: string,
  settings: KubeletSettings,
): Promise<void> {
  const node = await client.get<Node>({...nodes, name})
  const old = node.status?.conditions ?? []
  const fresh = goodConditions(clock.now()).map((condition): NodeCondition => {
    const known = old.find(({type}) => type === condition.type)
    const since = known?.status === condition.status ? known.lastTransitionTime : condition.lastTransitionTime
    return {...condition, ...(since && {lastTransitionTime: since})}
  })
  const others = old.filter(({type}) => !fresh.some(condition => condition.type === type))
  const resources = capacityWith(settings, (node.status?.capacity ?? {}) as Record<string, string>)
  const status = {conditions: [...others, ...fresh], ...resources}
  await client.patch({...nodes, name, subresource: 'status'}, 'merge', {status})
}

/** What it says where it has nothing to run containers with. */
export async function reportRuntimeDown({client, clock}: ComponentContext, name: string): Promise<void> {
  const node = await client.get<Node>({...nodes, name})
  const now = timestamp(clock.now())
  const notReady = {
    type: 'Ready',
    status: 'False',
    lastHeartbeatTime: now,
    lastTransitionTime: now,
    reason: 'KubeletNotReady',
    message: 'container runtime is down',
  }
  const old = node.status?.conditions ?? []
  const conditions = old.map(condition => (condition.type === 'Ready' ? notReady : condition))
  await client.patch({...nodes, name, subresource: 'status'}, 'merge', {status: {conditions}})
}
