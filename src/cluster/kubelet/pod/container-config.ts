import type {Container, Pod} from '../../../api/kinds.ts'
import {milliValue} from '../../../api/quantity.ts'
import type {ContainerConfig} from '../../containers/container.ts'
import {portOf} from '../probes/run-probe.ts'
import {amountOf} from '../volumes/downward.ts'
import {mountsOf} from '../volumes/mounts.ts'
import type {Role} from './container-track.ts'
import {ConfigError, environmentOf, expandReferences} from './environment.ts'
import type {KubeletParts} from './kubelet-parts.ts'
import {oomScoreAdjust} from './oom-score.ts'

export interface ContainerConfigInput {
  pod: Pod
  container: Container
  role: Role
  attempt: number
  /** Where on the node each volume is. */
  paths: ReadonlyMap<string, string>
  address: {podIP?: string; hostIP: string}
  parts: KubeletParts
}

/** What the runtime is told to make; throws a ConfigError where the pod asks for what is not there. */
export async function containerConfig({
  pod,
  container,
  role,
  attempt,
  paths,
  address,
  parts,
}: ContainerConfigInput): Promise<ContainerConfig> {
  const env = await environmentOf(pod, container, {objects: parts.objects, services: parts.services(), address})
  const values = new Map(env.map(({name, value}) => [name, value]))
  const expand = (text: string) => expandReferences(text, values)
  const security = {...pod.spec!.securityContext, ...container.securityContext}
  const image = container.image ?? ''
  if (security.runAsNonRoot) {
    const status = await parts.runtime.images.status(image, pod.spec!.nodeName ?? '')
    const where = `(pod: "${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})", container: ${container.name})`
    if (security.runAsUser === 0) throw new ConfigError(`container's runAsUser breaks non-root policy ${where}`)
    if (security.runAsUser === undefined && status?.uid === 0)
      throw new ConfigError(`container has runAsNonRoot and image will run as root ${where}`)
  }
  const {supplementalGroups = [], supplementalGroupsPolicy, fsGroup} = pod.spec!.securityContext ?? {}
  const groups = [...supplementalGroups, ...(fsGroup === undefined ? [] : [fsGroup])]
  return {
    name: container.name,
    ...targetOf(container),
    attempt,
    image,
    ...(container.command && {command: container.command.map(expand)}),
    ...(container.args && {args: container.args.map(expand)}),
    ...(container.workingDir && {workingDir: container.workingDir}),
    env: withDevices(env, parts.claims.environmentOf(pod, container)),
    mounts: mountsOf(pod, container, paths, expand),
    stdin: container.stdin ?? false,
    stdinOnce: container.stdinOnce ?? false,
    tty: container.tty ?? false,
    terminationMessagePath: container.terminationMessagePath ?? '/dev/termination-log',
    ...(security.runAsUser !== undefined && {runAsUser: security.runAsUser}),
    ...(security.runAsGroup !== undefined && {runAsGroup: security.runAsGroup}),
    ...(groups.length > 0 && {supplementalGroups: groups}),
    ...(supplementalGroupsPolicy === 'Strict' && {hasGivenGroupsOnly: true}),
    ...(container.securityContext?.readOnlyRootFilesystem && {readOnlyRootFilesystem: true}),
    ...(container.securityContext?.privileged && {privileged: true}),
    ...(container.securityContext?.allowPrivilegeEscalation === false && {noNewPrivileges: true}),
    ...(pod.spec!.hostAliases && {hostAliases: pod.spec!.hostAliases.map(({ip, hostnames = []}) => ({ip, hostnames}))}),
    limits: limitsOf(container.resources),
    oomScoreAdjust: oomScoreAdjust(pod, container, parts.memoryOf(pod.spec!.nodeName ?? '')),
    ...(filtersCalls(security) && {seccomp: true}),
    ...((role === 'init' || isOfJob(pod)) && role !== 'sidecar' && {runsToCompletion: true}),
    ...portsOf(container),
  }
}

type Variables = ContainerConfig['env']

/** What comes with a device hides what the pod says under the same name. */
const withDevices = (env: Variables, devices: Variables): Variables => [
  ...env.filter(({name}) => !devices.some(device => device.name === name)),
  ...devices,
]

/** Whether a container's system calls are filtered: those of one that may do everything never are. */
const filtersCalls = ({seccompProfile, privileged}: {seccompProfile?: {type: string}; privileged?: boolean}): boolean =>
  seccompProfile !== undefined && seccompProfile.type !== 'Unconfined' && !privileged

/** What the kernel holds a container to. */
export function limitsOf(resources: Container['resources']): NonNullable<ContainerConfig['limits']> {
  const {memory, cpu} = (resources?.limits ?? {}) as {memory?: string; cpu?: string}
  const requested = resources?.requests?.['cpu'] as string | undefined
  const share = milliValue(requested && milliValue(requested) > 0 ? requested : (cpu ?? '0'))
  return {
    cpuShares: Math.min(Math.max(Math.floor((share * 1024) / 1000), 2), 262_144),
    ...(memory !== undefined && {memoryBytes: amountOf(memory)}),
    ...(cpu !== undefined && {cpuMillis: milliValue(cpu)}),
  }
}

/** The ports that a container says it listens on, and those where its probes expect it. */
function portsOf(container: Container): {ports?: number[]} {
  const declared = (container.ports ?? []).map(({containerPort}) => containerPort)
  const probed = [container.startupProbe, container.readinessProbe, container.livenessProbe].flatMap(probe => {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port
    return port === undefined ? [] : [portOf(port, container)]
  })
  const ports = [...new Set([...declared, ...probed])].filter(port => port > 0)
  return ports.length > 0 ? {ports} : {}
}

/** An ephemeral container's target. */
const targetOf = (container: Container & {targetContainerName?: string}): {target?: string} =>
  container.targetContainerName ? {target: container.targetContainerName} : {}

const isOfJob = ({metadata}: Pod): boolean => metadata.ownerReferences?.some(({kind}) => kind === 'Job') ?? false
