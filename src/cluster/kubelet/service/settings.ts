import type {KubeletConfiguration} from './configuration.ts'
import {Refusal} from './refusal.ts'

/** How a node's kubelet runs, of what its configuration and its flags say. */
export interface KubeletSettings {
  /** Where static pods' manifests are; absent: nowhere. */
  staticPodPath?: string
  maxPods: number
  clusterDNS: string[]
  clusterDomain: string
  /** What is kept from pods, by resource, each part of it. */
  reserved: Record<string, string>[]
  /** Whether who names nobody may ask at its port. */
  isOpenToAnonymous: boolean
  /** Whether whoever is known may do everything there. */
  allowsAll: boolean
  /** Why the API server does not hear of it; absent: it does. */
  cutOff?: string
}

/** Of a node that kubeadm has set up. */
export const usualSettings: KubeletSettings = {
  staticPodPath: '/etc/kubernetes/manifests',
  maxPods: 110,
  clusterDNS: ['10.96.0.10'],
  clusterDomain: 'cluster.local',
  reserved: [],
  isOpenToAnonymous: false,
  allowsAll: false,
}

/** Takes settings from a configuration, and from flags what they say otherwise; throws a Refusal for values that cannot be. */
export function settingsOf(
  configuration: KubeletConfiguration,
  flags: ReadonlyMap<string, string>,
): KubeletSettings & {clientCaFile?: string} {
  const number = (flag: string) => (flags.has(flag) ? Number(flags.get(flag)) : undefined)
  const {authentication = {}, authorization = {}} = configuration
  const staticPodPath = flags.get('pod-manifest-path') ?? configuration.staticPodPath
  const maxPods = number('max-pods') ?? configuration.maxPods ?? 110
  const healthzPort = number('healthz-port') ?? configuration.healthzPort ?? 10248
  const port = number('port') ?? configuration.port ?? 10250
  const readOnlyPort = number('read-only-port') ?? configuration.readOnlyPort ?? 0
  validate([
    [
      healthzPort < 0 || healthzPort > 65_535,
      `healthzPort (--healthz-port) ${healthzPort} must be between 1 and 65535, inclusive`,
    ],
    [maxPods < 0, `maxPods (--max-pods) ${maxPods} must not be a negative number`],
    [port < 1 || port > 65_535, `port (--port) ${port} must be between 1 and 65535, inclusive`],
    [
      readOnlyPort < 0 || readOnlyPort > 65_535,
      `readOnlyPort (--read-only-port) ${readOnlyPort} must be between 0 and 65535, inclusive`,
    ],
  ])
  const clientCaFile = flags.get('client-ca-file') ?? authentication.x509?.clientCAFile
  const mode = flags.get('authorization-mode') ?? authorization.mode ?? 'Webhook'
  if (mode !== 'Webhook' && mode !== 'AlwaysAllow')
    throw new Refusal(`failed to run Kubelet: unknown authorization mode ${mode}`)
  const anonymous = flags.get('anonymous-auth')
  return {
    ...(staticPodPath && {staticPodPath}),
    maxPods,
    clusterDNS: flags.get('cluster-dns')?.split(',') ?? configuration.clusterDNS ?? [],
    clusterDomain: flags.get('cluster-domain') ?? configuration.clusterDomain ?? '',
    reserved: [
      pairs(flags.get('system-reserved')) ?? configuration.systemReserved,
      pairs(flags.get('kube-reserved')) ?? configuration.kubeReserved,
      evicted(pairs(flags.get('eviction-hard'), '<') ?? configuration.evictionHard),
    ].filter(part => part !== undefined),
    isOpenToAnonymous: anonymous === undefined ? (authentication.anonymous?.enabled ?? false) : anonymous === 'true',
    allowsAll: mode === 'AlwaysAllow',
    ...(clientCaFile && {clientCaFile}),
  }
}

function validate(checks: [isWrong: boolean, what: string][]): void {
  const wrong = checks.filter(([isWrong]) => isWrong).map(([, what]) => `invalid configuration: ${what}`)
  if (wrong.length === 0) return
  const error = wrong.length === 1 ? wrong[0]! : `[${wrong.join(', ')}]`
  throw new Refusal(`failed to validate kubelet configuration, error: ${error}, path: &TypeMeta{Kind:,APIVersion:,}`)
}

/** `cpu=100m,memory=1Gi`. */
const pairs = (text: string | undefined, between = '='): Record<string, string> | undefined =>
  text === undefined
    ? undefined
    : Object.fromEntries(
        text
          .split(',')
          .filter(Boolean)
          .map(part => part.split(between) as [string, string]),
      )

/** Of eviction's thresholds, those that are amounts of what pods may ask for. */
function evicted(thresholds: Record<string, string> | undefined): Record<string, string> | undefined {
  const memory = thresholds?.['memory.available']
  return memory === undefined || memory.endsWith('%') ? undefined : {memory}
}
