import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {clientOf} from '../real/client.ts'
import {startScheduler} from '../real/components.ts'
import {startRealServer} from '../real/start-server.ts'
import {processorTime, residentMemory} from '../support/cost.ts'
import type {Cost} from '../support/measure.ts'
import {firstToLastBound, prepare} from './workload.ts'

/** The same pods through Kubernetes' own scheduler, API server and etcd; undefined where these are not built. */
export async function runReal(): Promise<(Cost & {memory: number}) | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-real-'))
  const server = await startRealServer(folder)
  if (!server) return undefined
  const client = clientOf(server)
  try {
    const accounts = {group: '', version: 'v1', resource: 'serviceaccounts', namespace: 'default'}
    await client.create(accounts, {metadata: {name: 'default'}})
    await prepare(client)
    const bound = firstToLastBound(client, () => processorTime(server.pids))
    startScheduler(server)
    return {...(await bound), memory: residentMemory(server.pids).now}
  } finally {
    await client.transport.close()
    await server.stop()
    rmSync(folder, {recursive: true, force: true})
  }
}
