import type {Pod} from '../../../api/kinds.ts'

export interface HostPort {
  ip: string
  protocol: string
  port: number
}

const anyAddress = '0.0.0.0'

/** The ports of the host that a pod's containers want for themselves. */
export function hostPortsOf(pod: Pod): HostPort[] {
  const ports: HostPort[] = []
  const sidecars = (pod.spec?.initContainers ?? []).filter(container => container.restartPolicy === 'Always')
  for (const container of [...(pod.spec?.containers ?? []), ...sidecars]) {
    for (const {hostPort, hostIP, protocol} of container.ports ?? []) {
      if (hostPort) ports.push({ip: hostIP || anyAddress, protocol: protocol || 'TCP', port: hostPort})
    }
  }
  return ports
}

/** The host ports in use on a node. An address of 0.0.0.0 takes the port on all of them. */
export class HostPorts {
  /** `TCP:80` → the addresses it is taken on, with how many take it. */
  private readonly taken = new Map<string, Map<string, number>>()

  add(pod: Pod): void {
    for (const {ip, protocol, port} of hostPortsOf(pod)) {
      const key = `${protocol}:${port}`
      const addresses = this.taken.get(key) ?? new Map<string, number>()
      addresses.set(ip, (addresses.get(ip) ?? 0) + 1)
      this.taken.set(key, addresses)
    }
  }

  remove(pod: Pod): void {
    for (const {ip, protocol, port} of hostPortsOf(pod)) {
      const key = `${protocol}:${port}`
      const addresses = this.taken.get(key)
      const left = (addresses?.get(ip) ?? 0) - 1
      if (left > 0) addresses!.set(ip, left)
      else addresses?.delete(ip)
      if (addresses?.size === 0) this.taken.delete(key)
    }
  }

  conflicts({ip, protocol, port}: HostPort): boolean {
    const addresses = this.taken.get(`${protocol}:${port}`)
    if (!addresses) return false
    return ip === anyAddress || addresses.has(anyAddress) || addresses.has(ip)
  }
}
