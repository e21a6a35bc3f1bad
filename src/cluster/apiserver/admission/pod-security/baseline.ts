import {appArmorProfile} from './app-armor-profile.ts'
import {type CheckSince, containersOf, named, type PodSecurityCheck, quoted, setters} from './check.ts'
import {hostProbes} from './host-probes.ts'
import {seccompAnnotations} from './seccomp-annotations.ts'

const defaultCapabilities = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
)
const sysctlsBefore27 = [
  'kernel.shm_rmid_forced',
  ...ipv4('ip_local_port_range tcp_syncookies ping_group_range ip_unprivileged_port_start'),
]
const sysctlsBefore29 = [...sysctlsBefore27, ...ipv4('ip_local_reserved_ports')]
const sysctlsBefore32 = [
  ...sysctlsBefore29,
  ...ipv4('tcp_keepalive_time tcp_fin_timeout tcp_keepalive_intvl tcp_keepalive_probes'),
]
const sysctlsNow = [...sysctlsBefore32, ...ipv4('tcp_rmem tcp_wmem')]

function ipv4(names: string): string[] {
  return names.split(' ').map(name => `net.ipv4.${name}`)
}

const labelsBefore31 = ['', 'container_t', 'container_init_t', 'container_kvm_t']
const labelsNow = [...labelsBefore31, 'container_engine_t']

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
  return {reason: 'hostPort', detail: `${named(bad)} ${verb} ${what} ${ports.map(String).sort().join(', ')}`}
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

const seLinuxOptions =
  (safeLabels: readonly string[]): PodSecurityCheck =>
  spec => {
    type Options = NonNullable<NonNullable<typeof spec.securityContext>['seLinuxOptions']>
    const isBad = ({type = '', user = '', role = ''}: Options = {}) =>
      !safeLabels.includes(type) || user !== '' || role !== ''
    const bad = containersOf(spec).filter(({securityContext}) => isBad(securityContext?.seLinuxOptions))
    const pod = isBad(spec.securityContext?.seLinuxOptions)
    if (!pod && bad.length === 0) return undefined
    const all = [
      spec.securityContext?.seLinuxOptions,
      ...bad.map(({securityContext}) => securityContext?.seLinuxOptions),
    ]
    const types = [
      ...new Set(all.flatMap(options => (safeLabels.includes(options?.type ?? '') ? [] : [options!.type!]))),
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

const sysctls =
  (safeSysctls: readonly string[]): PodSecurityCheck =>
  ({securityContext}) => {
    const bad = (securityContext?.sysctls ?? []).map(({name}) => name).filter(name => !safeSysctls.includes(name))
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

/** What no pod needs who does not administer its node; in the order in which Kubernetes tells of violations, each as it is from a version on. */
export const baseline: readonly (readonly CheckSince[])[] = [
  [[0, appArmorProfile]],
  [[0, baselineCapabilities]],
  [[0, hostNamespaces]],
  [[0, hostPathVolumes]],
  [[0, hostPorts]],
  [[34, hostProbes]],
  [[0, privileged]],
  [[0, procMount]],
  [
    [0, seLinuxOptions(labelsBefore31)],
    [31, seLinuxOptions(labelsNow)],
  ],
  [
    [0, seccompAnnotations],
    [19, baselineSeccomp],
  ],
  [
    [0, sysctls(sysctlsBefore27)],
    [27, sysctls(sysctlsBefore29)],
    [29, sysctls(sysctlsBefore32)],
    [32, sysctls(sysctlsNow)],
  ],
  [[0, windowsHostProcess]],
]
