import {createHash} from 'node:crypto'
import {goDump} from '../../../api/go-dump/index.ts'
import type {Endpoints} from '../../../api/kinds.ts'

export type Subset = NonNullable<Endpoints['subsets']>[number]
export type Address = NonNullable<Subset['addresses']>[number]
export type Port = NonNullable<Subset['ports']>[number]

/** A pod's address, and the ports of the service that it offers; none for a headless service without ports. */
export interface Backend {
  address: Address
  ready: boolean
  ports: Port[]
}

/** Subsets in the form that all controllers agree on (RepackSubsets): ports that the same addresses offer stand together; subsets and ports are in the order of their hashes. */
export function repackSubsets(backends: readonly Backend[]): Subset[] {
  const groups = new Map<string, {ports: Port[]; backends: Backend[]}>()
  for (const {port, backends: offering} of byPort(backends)) {
    const key = offering.map(({address, ready}) => `${address.ip} ${address.targetRef?.uid} ${ready}`).join()
    const group = groups.get(key) ?? {ports: [], backends: offering}
    groups.set(key, group)
    if (port) group.ports.push(port)
  }
  return inOrderOfHashes('v1.EndpointSubset', [...groups.values()].map(toSubset))
}

/** Each port, and those that offer it in the order of their addresses; an undefined port for those that offer none. */
function byPort(backends: readonly Backend[]): {port: Port | undefined; backends: Backend[]}[] {
  const found = new Map<string, {port: Port | undefined; backends: Backend[]}>()
  for (const backend of [...backends].sort(byAddress))
    for (const port of backend.ports.length > 0 ? backend.ports : [undefined]) {
      const key = port ? `${port.name} ${port.port} ${port.protocol} ${port.appProtocol}` : ''
      const entry = found.get(key) ?? {port, backends: []}
      found.set(key, entry)
      entry.backends.push(backend)
    }
  return [...found.values()]
}

function toSubset({ports, backends}: {ports: Port[]; backends: Backend[]}): Subset {
  const ready = backends.filter(backend => backend.ready).map(({address}) => address)
  const notReady = backends.filter(backend => !backend.ready).map(({address}) => address)
  return {
    ...(ready.length > 0 && {addresses: ready}),
    ...(notReady.length > 0 && {notReadyAddresses: notReady}),
    ...(ports.length > 0 && {ports: inOrderOfHashes('v1.EndpointPort', ports)}),
  }
}

function inOrderOfHashes<T>(type: string, items: T[]): T[] {
  if (items.length < 2) return items
  const hashed = items.map(item => ({item, hash: createHash('md5').update(goDump(type, item)).digest()}))
  return hashed.sort((a, b) => a.hash.compare(b.hash)).map(({item}) => item)
}

function byAddress({address: a}: Backend, {address: b}: Backend): number {
  if (a.ip !== b.ip) return a.ip < b.ip ? -1 : 1
  return (a.targetRef?.uid ?? '') < (b.targetRef?.uid ?? '') ? -1 : 1
}
