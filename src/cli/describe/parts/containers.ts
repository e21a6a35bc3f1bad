import {compareKeys} from '../../../api/json/index.ts'
import type {Container, ContainerState, ContainerStatus, Pod} from '../../../api/kinds.ts'
import type {Description} from '../description.ts'
import {writeEnvironment} from './environment.ts'
import {probeText} from './probe.ts'
import {booleanText, longTime, orNone} from './values.ts'

export interface ContainersToDescribe {
  title: string
  containers: readonly Container[] | undefined
  statuses?: readonly ContainerStatus[] | undefined
  /** Whose fields environment variables take; undefined in a template. */
  pod?: Pod
  indent?: string
}

/** Containers, init containers or ephemeral containers with what is known of their state. */
export function writeContainers(
  out: Description,
  {title, containers = [], statuses, pod, indent = ''}: ContainersToDescribe,
): void {
  out.line(0, `${indent}${title}:${containers.length === 0 ? ' <none>' : ''}`)
  for (const container of containers) {
    const status = statuses?.findLast(({name}) => name === container.name)
    writeBasics(out, container, status, indent ? ' ' : '')
    writeWords(out, 'Command', container.command)
    writeWords(out, 'Args', container.args)
    if (status) writeState(out, status)
    writeResources(out, 2, container.resources)
    if (container.livenessProbe) out.field(2, 'Liveness', probeText(container.livenessProbe))
    if (container.readinessProbe) out.field(2, 'Readiness', probeText(container.readinessProbe))
    if (container.startupProbe) out.field(2, 'Startup', probeText(container.startupProbe))
    writeEnvironment(out, container, pod)
    writeMounts(out, container)
  }
}

/** Limits and requests, in order of their names. */
export function writeResources(
  out: Description,
  level: number,
  resources: {limits?: Record<string, string>; requests?: Record<string, string>} | undefined,
): void {
  for (const [title, amounts = {}] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const names = Object.keys(amounts).sort(compareKeys)
    if (names.length > 0) out.line(level, `${title}:`)
    for (const name of names) out.field(level + 1, name, amounts[name])
  }
}

function writeBasics(
  out: Description,
  container: Container,
  status: ContainerStatus | undefined,
  indent: string,
): void {
  out.line(1, `${indent}${container.name}:`)
  if (status) out.field(2, 'Container ID', status.containerID)
  out.field(2, 'Image', container.image)
  if (status) out.field(2, 'Image ID', status.imageID)
  const ports = portsText(container, port => port.containerPort)
  out.field(2, ports.includes(',') ? 'Ports' : 'Port', orNone(ports))
  const hostPorts = portsText(container, port => port.hostPort ?? 0)
  out.field(2, hostPorts.includes(',') ? 'Host Ports' : 'Host Port', orNone(hostPorts))
  const seccomp = container.securityContext?.seccompProfile
  if (!seccomp) return
  out.field(2, 'SeccompProfile', seccomp.type)
  if (seccomp.type === 'Localhost') out.field(3, 'LocalhostProfile', seccomp.localhostProfile)
}

type ContainerPort = NonNullable<Container['ports']>[number]

const portsText = ({ports = []}: Container, number: (port: ContainerPort) => number): string =>
  ports.map(port => `${number(port)}/${port.protocol ?? ''}${port.name ? ` (${port.name})` : ''}`).join(', ')

function writeWords(out: Description, title: string, words: readonly string[] = []): void {
  if (words.length > 0) out.line(2, `${title}:`)
  for (const line of words.flatMap(word => word.split('\n'))) out.line(3, line)
}

function writeState(out: Description, status: ContainerStatus): void {
  writeOneState(out, 'State', status.state)
  if (status.lastState?.terminated) writeOneState(out, 'Last State', status.lastState)
  out.field(2, 'Ready', booleanText(status.ready))
  out.field(2, 'Restart Count', status.restartCount)
}

function writeOneState(out: Description, title: string, {running, waiting, terminated}: ContainerState = {}): void {
  if (running) {
    out.field(2, title, 'Running')
    out.field(3, 'Started', longTime(running.startedAt))
  } else if (waiting || !terminated) {
    out.field(2, title, 'Waiting')
    if (waiting?.reason) out.field(3, 'Reason', waiting.reason)
  } else {
    out.field(2, title, 'Terminated')
    if (terminated.reason) out.field(3, 'Reason', terminated.reason)
    if (terminated.message) out.field(3, 'Message', terminated.message)
    out.field(3, 'Exit Code', terminated.exitCode)
    if (terminated.signal) out.field(3, 'Signal', terminated.signal)
    out.field(3, 'Started', longTime(terminated.startedAt))
    out.field(3, 'Finished', longTime(terminated.finishedAt))
  }
}

function writeMounts(out: Description, {volumeMounts = [], volumeDevices = []}: Container): void {
  const none = volumeMounts.length === 0 ? '\t<none>' : ''
  out.line(2, `Mounts:${none}`)
  for (const mount of volumeMounts.toSorted((a, b) => compareKeys(a.mountPath, b.mountPath))) {
    const path = mount.subPath ? `,path=${JSON.stringify(mount.subPath)}` : ''
    out.line(3, `${mount.mountPath} from ${mount.name} (${mount.readOnly ? 'ro' : 'rw'}${path})`)
  }
  if (volumeDevices.length === 0) return
  out.line(2, `Devices:${none}`)
  for (const {devicePath, name} of volumeDevices.toSorted((a, b) => compareKeys(a.devicePath, b.devicePath)))
    out.line(3, `${devicePath} from ${name}`)
}
