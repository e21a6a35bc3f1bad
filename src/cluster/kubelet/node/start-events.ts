import type {KubeObject} from '../../../api/object.ts'
import type {ComponentContext} from '../../runtime/component.ts'

type Saying = [type: 'Normal' | 'Warning', reason: string, message: string]

/** Records what a kubelet has to say of its node as it starts. */
export function recordStart({events}: ComponentContext, name: string): void {
  for (const [type, reason, message] of sayings(name))
    events.record(nodeOf(name), {type, reason, message, source: 'kubelet', host: name})
}

/** Records that a node has come to a state: `NodeReady`. */
export function recordReached({events}: ComponentContext, name: string, reason: string): void {
  const [type, , message] = reached(name, reason)
  events.record(nodeOf(name), {type, reason, message, source: 'kubelet', host: name})
}

/** In the kubelet's order. The nodes are of control groups' first version, as those are that kctl is compared with. */
const sayings = (name: string): Saying[] => [
  ['Normal', 'Starting', 'Starting kubelet.'],
  ['Warning', 'CgroupV1', 'cgroup v1 support is in maintenance mode, please migrate to cgroup v2'],
  // Images are looked after before anybody has measured the disk.
  ['Warning', 'InvalidDiskCapacity', 'invalid capacity 0 on image filesystem'],
  reached(name, 'NodeHasSufficientMemory'),
  reached(name, 'NodeHasNoDiskPressure'),
  reached(name, 'NodeHasSufficientPID'),
  ['Normal', 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods'],
  reached(name, 'NodeReady'),
]

const reached = (name: string, reason: string): Saying => ['Normal', reason, `Node ${name} status is now: ${reason}`]

/** A kubelet does not know its node's UID when it begins to speak of it, and says the name instead. */
const nodeOf = (name: string) => ({kind: 'Node', metadata: {name, uid: name}}) as KubeObject
