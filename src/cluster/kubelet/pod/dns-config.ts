import type {Pod} from '../../../api/kinds.ts'
import type {PodSandboxConfig} from '../../containers/container-runtime.ts'

type Dns = PodSandboxConfig['dns']

const clusterDns = '10.96.0.10'

/** What a pod's /etc/resolv.conf says, by its dnsPolicy and dnsConfig. */
export function dnsOf({metadata, spec}: Pod, nodeAddress: string): Dns {
  const base = policyDns(spec!.dnsPolicy ?? 'ClusterFirst', metadata.namespace!, nodeAddress)
  const {nameservers = [], searches = [], options = []} = spec!.dnsConfig ?? {}
  return {
    servers: [...base.servers, ...nameservers],
    searches: [...base.searches, ...searches],
    options: [...base.options, ...options.map(({name, value}) => (value ? `${name}:${value}` : (name ?? '')))],
  }
}

function policyDns(policy: string, namespace: string, nodeAddress: string): Dns {
  if (policy === 'None') return {servers: [], searches: [], options: []}
  if (policy === 'Default') return {servers: [nodeAddress], searches: [], options: []}
  const searches = [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local']
  return {servers: [clusterDns], searches, options: ['ndots:5']}
}
