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

/** What a container sees of processes: its own, those of its whole pod where that shares them, or those of its target. */
export function visibleProcesses(container: SimulatedContainer): ProcessInfo[] {
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
  const target = targetOf(container)
  if (target && pid < range + firstPid) return target.signalOwn(pid, signal, false)
  if (target) return container.signalOwn(pid - range - firstPid + 1, signal, true)
  if (!isShared(container)) return container.signalOwn(pid, signal, true)
  if (pid === pause.pid) return true
  const member = running(container)[Math.floor((pid - firstPid) / range)]
  return member?.signalOwn(((pid - firstPid) % range) + 1, signal, false) ?? false
}

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
