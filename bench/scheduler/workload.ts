import type {Client} from '../../src/client/client.ts'
import {inParallel} from '../apiserver/load.ts'
import {makeNodes} from '../real/nodes.ts'
import type {Cost} from '../support/measure.ts'

/** How many nodes there are, and how many pods to be placed. */
export const [nodes, pods] = [Number(process.env['NODES'] ?? 5000), Number(process.env['PODS'] ?? 10_000)]

const path = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}
const container = {name: 'c', image: 'nginx', resources: {requests: {cpu: '100m', memory: '128Mi'}}}

/** Nodes that are ready, and pods that wait for a scheduler. */
export async function prepare(client: Client): Promise<void> {
  await makeNodes(client, nodes, {ready: true})
  await inParallel(pods, 100, async index => {
    await client.create(path, {metadata: {name: `pod-${index}`}, spec: {containers: [container]}})
  })
}

/** What it takes from the first pod that is bound to the last, a scheduler's start apart; `cpu` tells how much processor time was used so far. */
export async function firstToLastBound(client: Client, cpu: () => number): Promise<Cost> {
  const bound = new Set<string>()
  let first: {wall: number; cpu: number} | undefined
  // Only pods that have a node are watched; a busy server may end a watch.
  for (;;)
    for await (const {object} of client.watch(path, {fieldSelector: 'spec.nodeName!='})) {
      first ??= {wall: performance.now(), cpu: cpu()}
      bound.add(object.metadata.uid!)
      if (bound.size === pods) return {seconds: (performance.now() - first.wall) / 1000, cpu: cpu() - first.cpu}
    }
}
