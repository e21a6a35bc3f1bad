import type {Container, Pod} from '../../../api/kinds.ts'

/** The value of a downward API field reference; undefined if there is no such field. */
export function fieldValue(pod: Pod, path: string, address: {podIP?: string; hostIP: string}): string | undefined {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path)
  if (keyed) return pod.metadata[keyed[1] as 'labels']?.[keyed[2]!] ?? ''
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name
    case 'metadata.namespace':
      return pod.metadata.namespace
    case 'metadata.uid':
      return pod.metadata.uid
    case 'metadata.labels':
      return formatMap(pod.metadata.labels)
    case 'metadata.annotations':
      return formatMap(pod.metadata.annotations)
    case 'spec.nodeName':
      return pod.spec!.nodeName
    case 'spec.serviceAccountName':
      return pod.spec!.serviceAccountName
    case 'status.hostIP':
    case 'status.hostIPs':
      return address.hostIP
    case 'status.podIP':
    case 'status.podIPs':
      return address.podIP ?? ''
    default:
      return undefined
  }
}

const formatMap = (map: Record<string, string> = {}): string =>
  Object.keys(map)
    .sort()
    .map(key => `${key}=${JSON.stringify(map[key])}`)
    .join('\n')

/** `limits.memory` of a container over a divisor; limits that are not set are the node's. */
export function resourceValue(container: Container, resource: string, divisor: string | undefined): string {
  const [kind = 'limits', name = 'cpu'] = resource.split(/\.(.*)/s)
  const given =
    container.resources?.[kind as 'limits']?.[name] ??
    (kind === 'requests' ? container.resources?.limits?.[name] : undefined)
  const amount = given === undefined ? (kind === 'requests' ? 0 : (allocatable[name] ?? 0)) : amountOf(given)
  const unit = divisor === undefined || divisor === '0' ? 1 : amountOf(divisor)
  return String(Math.ceil(amount / unit))
}

/** What a node gives to pods: cores and bytes. */
const allocatable: Record<string, number> = {
  cpu: 8,
  memory: 32871440 * 1024,
  'ephemeral-storage': 263174212 * 1024,
}

const suffixes: Record<string, number> = {
  '': 1,
  m: 0.001,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
}

export function amountOf(quantity: string): number {
  const match = /^([\d.]+(?:e\d+)?)([A-Za-z]*)$/.exec(quantity)
  return match ? Number(match[1]) * (suffixes[match[2]!] ?? 1) : 0
}
