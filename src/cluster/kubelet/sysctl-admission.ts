import type {PodSpec} from '../../api/kinds.ts'

/** What a pod may set without its node's leave, as what it sets is its own (Kubernetes' list of safe sysctls). */
const safe = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
])

/** Why a node does not take a pod for the kernel parameters that it sets; undefined: it does. */
export function forbiddenSysctl({securityContext, hostNetwork, hostIPC}: PodSpec): string | undefined {
  for (const {name} of securityContext?.sysctls ?? []) {
    const sysctl = dotted(name)
    if (!safe.has(sysctl)) return `forbidden sysctl: "${sysctl}" not allowlisted`
    if (hostNetwork && sysctl.startsWith('net.'))
      return `forbidden sysctl: "${sysctl}" not allowed with host net enabled`
    if (hostIPC && sysctl.startsWith('kernel.'))
      return `forbidden sysctl: "${sysctl}" not allowed with host ipc enabled`
  }
  return undefined
}

/** `net/ipv4/conf/eth0.1/forwarding` is `net.ipv4.conf.eth0/1.forwarding`: where the first separator is a slash, dots are slashes. */
function dotted(name: string): string {
  const [separator] = /[./]/.exec(name) ?? []
  if (separator !== '/') return name
  return name.replace(/[./]/g, each => (each === '/' ? '.' : '/'))
}
