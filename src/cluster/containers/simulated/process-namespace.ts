import type {NodeRuntime} from './node-runtime.ts'
import type {Signal} from './programs/program.ts'
import type {SimulatedContainer} from './simulated-container.ts'

export interface ProcessInfo {
  pid: number
  user: string
  command: string
}

const pause: ProcessInfo = {pid: 1, user: '65535', command: '/pause'}

/** Where the numbers of the first container begin, and how far those of the next ones are apart. */
const firstPid = 8
const range = 30

/** The same on nodes. */
const firstPidOnNode = 1000

/** What runs on a node: its services, and what all its containers run. */
export const nodeProcesses = (node: NodeRuntime): ProcessInfo[] => [
  {pid: 1, user: 'root', command: '/sbin/init'},
  ...node.services.processes(node.name),
  ...runningOn(node).flatMap((container, index) =>
    container.ownProcesses().map(process => shifted(process, firstPidOnNode + index * range)),
  ),
]

/** What a container sees of processes: its own, those of its whole pod where that shares them, of its node, or those of its target. */
export function visibleProcesses(container: SimulatedContainer): ProcessInfo[] {
  if (isOnNode(container)) return nodeProcesses(container.around.node)
  const target = targetOf(container)
  if (target)
    return [...target.ownProcesses(), ...container.ownProcesses().map(process => shifted(process, range + firstPid))]
  if (!isShared(container)) return container.ownProcesses()
  return [
    pause,
    ...running(container).flatMap((member, index) =>
      member.ownProcesses().map(process => shifted(process, firstPid + index * range)),
    ),
  ]
}

/** Signals what has that number for a container; says whether there is such a process. */
export function signalProcess(container: SimulatedContainer, pid: number, signal: Signal): boolean {
  if (isOnNode(container)) return signalOnNode(container.around.node, pid, signal)
  const target = targetOf(container)
  if (target && pid < range + firstPid) return target.signalOwn(pid, signal, false)
  if (target) return container.signalOwn(pid - range - firstPid + 1, signal, true)
  if (!isShared(container)) return container.signalOwn(pid, signal, true)
  if (pid === pause.pid) return true
  const member = running(container)[Math.floor((pid - firstPid) / range)]
  return member?.signalOwn(((pid - firstPid) % range) + 1, signal, false) ?? false
}

/** Signals a container's process by the number that it has on its node; those of services are systemd's. */
function signalOnNode(node: NodeRuntime, pid: number, signal: Signal): boolean {
  const container = runningOn(node)[Math.floor((pid - firstPidOnNode) / range)]
  if (container) return container.signalOwn(((pid - firstPidOnNode) % range) + 1, signal, false)
  return nodeProcesses(node).some(process => process.pid === pid)
}

const runningOn = (node: NodeRuntime): SimulatedContainer[] =>
  node.containers().filter(({record}) => record.state === 'Running')

const isOnNode = ({around}: SimulatedContainer): boolean => around.sandbox.record.config.hostPids === true

const shifted = (process: ProcessInfo, base: number): ProcessInfo => ({...process, pid: base + process.pid - 1})

const isShared = ({around}: SimulatedContainer): boolean => around.sandbox.record.config.sharePids === true

const running = ({around}: SimulatedContainer): SimulatedContainer[] =>
  around.members().filter(({record}) => record.state === 'Running')

const targetOf = (container: SimulatedContainer): SimulatedContainer | undefined => {
  const {target} = container.record.config
  return target === undefined || isShared(container)
    ? undefined
    : running(container).find(({record}) => record.config.name === target)
}
