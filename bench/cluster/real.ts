import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import type {Client} from '../../src/client/client.ts'
import {clientOf} from '../real/client.ts'
import {startControllerManager, startKwok, startScheduler} from '../real/components.ts'
import {makeNodes} from '../real/nodes.ts'
import {startRealServer} from '../real/start-server.ts'
import {processorTime, residentMemory} from '../support/cost.ts'
import type {Cost} from '../support/measure.ts'
import {deploy, size} from './workload.ts'

/** The same pods through Kubernetes' own etcd, API server, controller manager and scheduler, on nodes that kwok plays; undefined where these are not built. */
export async function runReal(): Promise<(Cost & {memory: number}) | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-real-'))
  const server = await startRealServer(folder)
  if (!server) return undefined
  const client = clientOf(server)
  try {
    startControllerManager(server)
    startScheduler(server)
    startKwok(server)
    await makeNodes(client, size.nodes, {ready: false})
    await untilReady(client)
    const [wall, cpu] = [performance.now(), processorTime(server.pids)]
    await deploy(client)
    return {
      seconds: (performance.now() - wall) / 1000,
      cpu: processorTime(server.pids) - cpu,
      memory: residentMemory(server.pids).now,
    }
  } finally {
    await client.transport.close()
    await server.stop()
    rmSync(folder, {recursive: true, force: true})
  }
}

/** Nodes without a taint take pods, and pods need their service account. */
async function untilReady(client: Client): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1, await pause(500)) {
    const {items} = await client.list({group: '', version: 'v1', resource: 'nodes'})
    const accounts = await client.list({group: '', version: 'v1', resource: 'serviceaccounts', namespace: 'default'})
    const taken = (node: (typeof items)[number]) => (node['spec'] as {taints?: unknown[]}).taints?.length
    if (accounts.items.length > 0 && items.length >= size.nodes && !items.some(taken)) return
  }
  throw new Error('the nodes are not ready after 5 minutes')
}
