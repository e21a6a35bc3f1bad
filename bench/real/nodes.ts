import type {Client} from '../../src/client/client.ts'
import {inParallel} from '../apiserver/load.ts'

const nodes = {group: '', version: 'v1', resource: 'nodes'}
const amounts = {cpu: '32', memory: '64Gi', pods: '110'}

/** Nodes with room for 110 pods each, which no kubelet has made: those that are to be ready at once have no taints. */
export async function makeNodes(client: Client, count: number, {ready}: {ready: boolean}): Promise<void> {
  await inParallel(count, 50, async index => {
    const name = `node-${index}`
    await client.create(nodes, {
      metadata: {
        name,
        labels: {'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': `zone-${index % 3}`},
      },
      status: {capacity: amounts, allocatable: amounts},
    })
    // Admission gives every new node the taint of one that is not ready.
    if (ready) await client.patch({...nodes, name}, 'merge', {spec: {taints: null}})
  })
}
