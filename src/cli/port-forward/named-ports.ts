import type {Pod} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'

interface ServicePort {
  name?: string
  port: number
  protocol?: string
  targetPort?: number | string
}

export interface ServiceObject extends KubeObject {
  spec?: {clusterIP?: string; ports?: ServicePort[]}
}

/** The ports of a service as the ports of its pod. */
export function servicePorts(wanted: readonly string[], service: ServiceObject, pod: Pod): string[] {
  const ports = service.spec?.ports ?? []
  const numbered = (name: string): number => numberOf(name) ?? portByName(service, name)
  refuseUdp(
    wanted,
    ports.map(({port, protocol = 'TCP'}) => ({port, protocol})),
    numbered,
  )
  return wanted.map(text => {
    const [local, remote] = split(text)
    const port = numbered(remote)
    const mine = numberOf(remote) === undefined && local === remote ? String(port) : local
    const target = String(targetOf(service, pod, port))
    return mine === target ? target : `${mine}:${target}`
  })
}

/** The ports of a pod, by number. */
export function podPorts(wanted: readonly string[], pod: Pod): string[] {
  const ports = (pod.spec?.containers ?? []).flatMap(({ports: own = []}) =>
    own.map(({containerPort, protocol = 'TCP'}) => ({port: containerPort, protocol})),
  )
  const numbered = (name: string): number => numberOf(name) ?? containerPortByName(pod, name)
  refuseUdp(wanted, ports, numbered)
  return wanted.map(text => {
    const [local, remote] = split(text)
    if (remote === '') throw new Error('remote port cannot be empty')
    const port = numberOf(remote) === undefined ? String(containerPortByName(pod, remote)) : remote
    return local === remote ? port : `${local}:${port}`
  })
}

function split(text: string): [string, string] {
  const parts = text.split(':')
  return parts.length === 2 ? [parts[0]!, parts[1]!] : [parts[0]!, parts[0]!]
}

const numberOf = (text: string): number | undefined => (/^[+-]?\d+$/.test(text) ? Number(text) : undefined)

function refuseUdp(
  wanted: readonly string[],
  ports: readonly {port: number; protocol: string}[],
  numbered: (name: string) => number,
): void {
  const of = (protocol: string) => new Set(ports.filter(port => port.protocol === protocol).map(({port}) => port))
  const [udp, tcp] = [of('UDP'), of('TCP')]
  for (const text of wanted) {
    const [, remote] = split(text)
    const port = numbered(remote)
    if (udp.has(port) && !tcp.has(port)) throw new Error(`UDP protocol is not supported for ${remote}`)
  }
}

function portByName({metadata, spec}: ServiceObject, name: string): number {
  const found = spec?.ports?.find(port => (port.name ?? '') === name)
  if (!found) throw new Error(`Service '${metadata.name}' does not have a named port '${name}'`)
  return found.port
}

function targetOf({metadata, spec}: ServiceObject, pod: Pod, port: number): number {
  const found = spec?.ports?.find(candidate => candidate.port === port)
  if (!found) throw new Error(`Service ${metadata.name} does not have a service port ${port}`)
  const {targetPort} = found
  if (spec?.clusterIP === 'None' || !targetPort) return port
  return typeof targetPort === 'number' ? targetPort : containerPortByName(pod, targetPort)
}

function containerPortByName({metadata, spec}: Pod, name: string): number {
  for (const {ports = []} of [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]) {
    const found = ports.find(port => (port.name ?? '') === name)
    if (found) return found.containerPort
  }
  throw new Error(`Pod '${metadata.name}' does not have a named port '${name}'`)
}
