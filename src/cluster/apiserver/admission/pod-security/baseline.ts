import {containersOf, named, type PodSecurityCheck, quoted, setters} from './check.ts'

const defaultCapabilities = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
)
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  ...'ip_local_port_range ip_unprivileged_port_start tcp_syncookies ping_group_range ip_local_reserved_ports tcp_keepalive_time tcp_fin_timeout tcp_keepalive_intvl tcp_keepalive_probes tcp_rmem tcp_wmem'
    .split(' ')
    .map(name => `net.ipv4.${name}`),
])
const safeLabels = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'])

export const baselineCapabilities: PodSecurityCheck = spec => {
  const added = (container: ReturnType<typeof containersOf>[number]) =>
    (container.securityContext?.capabilities?.add ?? []).filter(name => !defaultCapabilities.has(name))
  const bad = containersOf(spec).filter(container => added(container).length > 0)
  if (bad.length === 0) return undefined
  const names = [...new Set(bad.flatMap(added))].sort()
  return {
    reason: 'non-default capabilities',
    detail: `${named(bad)} must not include ${quoted(names)} in securityContext.capabilities.add`,
  }
}

const hostNamespaces: PodSecurityCheck = spec => {
  const used = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter(name => spec[name])
  return used.length > 0 ? {reason: 'host namespaces', detail: used.map(name => `${name}=true`).join(', ')} : undefined
}

export const hostPathVolumes: PodSecurityCheck = ({volumes = []}) => {
  const bad = volumes.filter(volume => volume.hostPath)
  return bad.length > 0 ? {reason: 'hostPath volumes', detail: named(bad, 'volume')} : undefined
}

const hostPorts: PodSecurityCheck = spec => {
  const bad = containersOf(spec).filter(({ports}) => ports?.some(port => port.hostPort))
  if (bad.length === 0) return undefined
  const ports = [...new Set(bad.flatMap(container => (container.ports ?? []).flatMap(port => port.hostPort || [])))]
  const verb = bad.length === 1 ? 'uses' : 'use'
  const what = ports.length === 1 ? 'hostPort' : 'hostPorts'
  return {reason: 'hostPort', detail: `${named(bad)} ${verb} ${what} ${ports.sort((a, b) => a - b).join(', ')}`}
}

const privileged: PodSecurityCheck = spec => {
  const bad = containersOf(spec).filter(({securityContext}) => securityContext?.privileged)
  return bad.length > 0
    ? {reason: 'privileged', detail: `${named(bad)} must not set securityContext.privileged=true`}
    : undefined
}

const procMount: PodSecurityCheck = spec => {
  const mountOf = (container: ReturnType<typeof containersOf>[number]) =>
    container.securityContext?.procMount ?? 'Default'
  const bad = containersOf(spec).filter(container => mountOf(container) !== 'Default')
  if (bad.length === 0) return undefined
  const kinds = quoted([...new Set(bad.map(mountOf))].sort())
  return {reason: 'procMount', detail: `${named(bad)} must not set securityContext.procMount to ${kinds}`}
}

const seLinuxOptions: PodSecurityCheck = spec => {
  type Options = NonNullable<NonNullable<typeof spec.securityContext>['seLinuxOptions']>
  const isBad = ({type = '', user = '', role = ''}: Options = {}) => !safeLabels.has(type) || user !== '' || role !== ''
  const bad = containersOf(spec).filter(({securityContext}) => isBad(securityContext?.seLinuxOptions))
  const pod = isBad(spec.securityContext?.seLinuxOptions)
  if (!pod && bad.length === 0) return undefined
  const all = [spec.securityContext?.seLinuxOptions, ...bad.map(({securityContext}) => securityContext?.seLinuxOptions)]
  const types = [
    ...new Set(all.flatMap(options => (safeLabels.has(options?.type ?? '') ? [] : [options!.type!]))),
  ].sort()
  const told = [
    ...(types.length > 0 ? [`${types.length === 1 ? 'type' : 'types'} ${quoted(types)}`] : []),
    ...(all.some(options => options?.user) ? ['user may not be set'] : []),
    ...(all.some(options => options?.role) ? ['role may not be set'] : []),
  ]
  const detail = `${setters(pod, bad)} set forbidden securityContext.seLinuxOptions: ${told.join('; ')}`
  return {reason: 'seLinuxOptions', detail}
}

export const baselineSeccomp: PodSecurityCheck = spec => {
  const pod = spec.securityContext?.seccompProfile?.type === 'Unconfined'
  const bad = containersOf(spec).filter(({securityContext}) => securityContext?.seccompProfile?.type === 'Unconfined')
  return pod || bad.length > 0
    ? {
        reason: 'seccompProfile',
        detail: `${setters(pod, bad)} must not set securityContext.seccompProfile.type to "Unconfined"`,
      }
    : undefined
}

const sysctls: PodSecurityCheck = ({securityContext}) => {
  const bad = (securityContext?.sysctls ?? []).map(({name}) => name).filter(name => !safeSysctls.has(name))
  return bad.length > 0 ? {reason: 'forbidden sysctls', detail: bad.join(', ')} : undefined
}

const windowsHostProcess: PodSecurityCheck = spec => {
  const pod = spec.securityContext?.windowsOptions?.hostProcess === true
  const bad = containersOf(spec).filter(({securityContext}) => securityContext?.windowsOptions?.hostProcess)
  return pod || bad.length > 0
    ? {
        reason: 'hostProcess',
        detail: `${setters(pod, bad)} must not set securityContext.windowsOptions.hostProcess=true`,
      }
    : undefined
}

/** What no pod needs who does not administer its node; in the order in which Kubernetes tells of violations. */
export const baseline: readonly PodSecurityCheck[] = [
  baselineCapabilities,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  privileged,
  procMount,
  seLinuxOptions,
  baselineSeccomp,
  sysctls,
  windowsHostProcess,
]
