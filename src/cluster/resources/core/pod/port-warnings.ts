import type {Container, PodSpec} from '../../../../api/kinds.ts'
import {allContainers} from './containers.ts'

type Port = NonNullable<Container['ports']>[number]

interface Placed {
  path: string
  port: Port
}

/** Ports that mean the same, or by the same name not the same. */
export function portWarnings(path: string, spec: PodSpec): string[] {
  const ports = allContainers(spec, path).flatMap(({container, path: at}) =>
    (container.ports ?? []).map((port, index) => ({path: `${at}.ports[${index}]`, port})),
  )
  return [...clashes(ports), ...sharedNames(ports)]
}

function clashes(ports: readonly Placed[]): string[] {
  return ports.flatMap(({path, port}, index) => {
    const others = ports
      .slice(0, index)
      .filter(other => other.port.containerPort === port.containerPort && other.port.protocol === port.protocol)
    const alone = port.hostIP && !port.hostPort ? [`${path}: hostIP set without hostPort: ${goPort(port)}`] : []
    return [...alone, ...others.flatMap(other => clash(path, port, other))]
  })
}

function clash(path: string, port: Port, other: Placed): string[] {
  const [ip, otherIp] = [port.hostIP ?? '', other.port.hostIP ?? '']
  const [hostPort, otherPort] = [port.hostPort ?? 0, other.port.hostPort ?? 0]
  if (ip === otherIp && hostPort === otherPort) return [`${path}: duplicate port definition with ${other.path}`]
  if (hostPort === 0 || otherPort === 0) return [`${path}: overlapping port definition with ${other.path}`]
  if (hostPort === otherPort && (ip === '') !== (otherIp === ''))
    return [`${path}: dangerously ambiguous port definition with ${other.path}`]
  return []
}

function sharedNames(ports: readonly Placed[]): string[] {
  const first = new Map<string, string>()
  return ports.flatMap(({path, port: {name}}) => {
    if (!name) return []
    const other = first.get(name)
    if (other === undefined) {
      first.set(name, path)
      return []
    }
    const effect = `services and probes that select ports by name will use ${other}`
    return [`${path}: duplicate port name ${JSON.stringify(name)} with ${other}, ${effect}`]
  })
}

const goPort = ({name = '', hostPort = 0, containerPort, protocol = '', hostIP = ''}: Port): string =>
  `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`
