import type {Pod} from '../../../api/kinds.ts'
import type {PodSandboxConfig} from '../../containers/pod-sandbox.ts'
import type {KubeletSettings} from '../service/settings.ts'

type Dns = PodSandboxConfig['dns']

/** What a kubelet is told of its cluster's DNS; without a server of it, pods ask whom their nodes ask. */
type DnsSettings = Pick<KubeletSettings, 'clusterDNS' | 'clusterDomain'>

/** How much of each a resolv.conf may have, beyond which the kubelet leaves the rest out. */
const mostServers = 3
const mostSearches = 32

/** What a pod's /etc/resolv.conf says, by its dnsPolicy and dnsConfig; what is said twice counts once, of options the last word. */
export function dnsOf({metadata, spec}: Pod, nodeAddress: string, settings: DnsSettings): Dns {
  const base = policyDns(policyOf(spec!, settings), metadata.namespace!, nodeAddress, settings)
  const {nameservers = [], searches = [], options = []} = spec!.dnsConfig ?? {}
  const merged = new Map<string, string | undefined>(base.options.map(option => option.split(':') as [string, string]))
  for (const {name = '', value} of options) merged.set(name, value)
  return {
    servers: unique([...base.servers, ...nameservers]).slice(0, mostServers),
    searches: unique([...base.searches, ...searches]).slice(0, mostSearches),
    options: [...merged].map(([name, value]) => (value ? `${name}:${value}` : name)),
  }
}

/** On its node's network a pod asks whom its node asks, unless it says otherwise. */
const policyOf = (
  {dnsPolicy = 'ClusterFirst', hostNetwork}: NonNullable<Pod['spec']>,
  {clusterDNS}: DnsSettings,
): string => {
  const isOfNode = (dnsPolicy === 'ClusterFirst' && hostNetwork) || clusterDNS.length === 0
  return isOfNode && dnsPolicy !== 'None' ? 'Default' : dnsPolicy
}

function policyDns(
  policy: string,
  namespace: string,
  nodeAddress: string,
  {clusterDNS, clusterDomain}: DnsSettings,
): Dns {
  if (policy === 'None') return {servers: [], searches: [], options: []}
  if (policy === 'Default') return {servers: [nodeAddress], searches: [], options: []}
  const searches = clusterDomain ? [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain] : []
  return {servers: clusterDNS, searches, options: ['ndots:5']}
}

const unique = (list: string[]): string[] => [...new Set(list)]
