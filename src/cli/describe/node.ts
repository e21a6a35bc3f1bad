import {builtin} from '../../api/builtin-resources.ts'
import {compareKeys} from '../../api/json/index.ts'
import type {Lease, Node, Pod} from '../../api/kinds.ts'
import {isForbidden} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {listAll} from './parts/lists.ts'
import {writeAnnotations, writeColumn, writeLabels} from './parts/metadata.ts'
import {writeNodeResources} from './parts/node-resources.ts'
import {longTime} from './parts/values.ts'

/** A Node: its state, what it has, and what its pods take of it. */
export const node = describer<Node>(
  async (object, out, {client, chunkSize, now}) => {
    const {metadata, spec = {}} = object
    const fieldSelector = `spec.nodeName=${metadata.name},status.phase!=Succeeded,status.phase!=Failed`
    const path = builtin.pods
    const pods = await listAll<Pod>(client, path, {fieldSelector, chunkSize}).catch(hidden)
    out.field(0, 'Name', metadata.name)
    out.field(0, 'Roles', rolesOf(object).join(',') || '<none>')
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    out.field(0, 'CreationTimestamp', longTime(metadata.creationTimestamp))
    writeTaints(out, object)
    out.field(0, 'Unschedulable', spec.unschedulable ?? false)
    await writeLease(out, client, metadata.name ?? '')
    writeState(out, object)
    if (spec.podCIDR) out.field(0, 'PodCIDR', spec.podCIDR)
    if (spec.podCIDRs?.length) out.field(0, 'PodCIDRs', spec.podCIDRs.join(','))
    if (spec.providerID) out.field(0, 'ProviderID', spec.providerID)
    if (pods) writeNodeResources(out, object, pods, now)
    else out.field(0, 'Pods', 'not authorized')
  },
  {events: 'node'},
)

function hidden(error: unknown): undefined {
  if (!isForbidden(error)) throw error
}

function rolesOf({metadata}: Node): string[] {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith('node-role.kubernetes.io/')) return [key.slice('node-role.kubernetes.io/'.length)]
    return key === 'kubernetes.io/role' ? [value] : []
  })
  return [...new Set(roles.filter(Boolean))].sort(compareKeys)
}

function writeTaints(out: Description, {spec}: Node): void {
  const taints = (spec?.taints ?? []).toSorted((a, b) => compareKeys(`${a.effect},${a.key}`, `${b.effect},${b.key}`))
  writeColumn(
    out,
    'Taints',
    taints.map(({key, value, effect}) => `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`),
  )
}

async function writeLease(out: Description, client: Client, name: string): Promise<void> {
  const path = {group: 'coordination.k8s.io', version: 'v1', resource: 'leases', namespace: 'kube-node-lease', name}
  try {
    const {spec = {}} = await client.get<Lease>(path)
    out.line(0, 'Lease:')
    out.field(1, 'HolderIdentity', spec.holderIdentity ?? '<unset>')
    out.field(1, 'AcquireTime', spec.acquireTime ? longTime(String(spec.acquireTime)) : '<unset>')
    out.field(1, 'RenewTime', spec.renewTime ? longTime(String(spec.renewTime)) : '<unset>')
  } catch (error) {
    out.field(0, 'Lease', `Failed to get lease: ${(error as Error).message}`)
  }
}

function writeState(out: Description, {status = {}}: Node): void {
  if (status.conditions?.length) {
    out.line(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage')
    out.line(1, '----\t------\t-----------------\t------------------\t------\t-------')
  }
  for (const condition of status.conditions ?? []) {
    const {type, status: value, reason = '', message = ''} = condition
    const times = `${longTime(condition.lastHeartbeatTime)} \t${longTime(condition.lastTransitionTime)}`
    out.line(1, `${type} \t${value} \t${times} \t${reason} \t${message}`)
  }
  out.line(0, 'Addresses:')
  for (const {type, address} of status.addresses ?? []) out.field(1, type, address)
  writeAmounts(out, 'Capacity', status.capacity)
  writeAmounts(out, 'Allocatable', status.allocatable)
  const info = status.nodeInfo
  out.line(0, 'System Info:')
  out.field(1, 'Machine ID', info?.machineID)
  out.field(1, 'System UUID', info?.systemUUID)
  out.field(1, 'Boot ID', info?.bootID)
  out.field(1, 'Kernel Version', info?.kernelVersion)
  out.field(1, 'OS Image', info?.osImage)
  out.field(1, 'Operating System', info?.operatingSystem)
  out.field(1, 'Architecture', info?.architecture)
  out.field(1, 'Container Runtime Version', info?.containerRuntimeVersion)
  out.field(1, 'Kubelet Version', info?.kubeletVersion)
  out.field(1, 'Kube-Proxy Version', info?.kubeProxyVersion)
}

function writeAmounts(out: Description, title: string, amounts: Record<string, string> = {}): void {
  const names = Object.keys(amounts).sort(compareKeys)
  if (names.length > 0) out.line(0, `${title}:`)
  for (const name of names) out.field(1, name, amounts[name])
}
