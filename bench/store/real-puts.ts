import {mkdtempSync, rmSync} from 'node:fs'
import {Agent, request} from 'node:http'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {RealPrograms} from '../real/programs.ts'
import {realProgram} from '../support/repository.ts'
import {type Measurement, perSecond, timed} from './measurement.ts'

const value = Buffer.from('v'.repeat(1_000)).toString('base64')

/** The same puts into a real etcd, by its JSON gateway, which takes its share of the time; nothing where etcd is not built. */
export async function measureRealPuts(sizes: {callers: number; count: number}[]): Promise<Measurement[]> {
  if (process.env['REAL'] === 'no' || !realProgram('etcd')) return []
  const programs = new RealPrograms(mkdtempSync(join(tmpdir(), 'kctl-etcd-')))
  try {
    const url = await programs.launchEtcd()
    await untilServing(url)
    const results: Measurement[] = []
    for (const size of sizes) results.push(await measureOne(url, size))
    return results
  } finally {
    await programs.stop()
    rmSync(programs.folder, {recursive: true, force: true})
  }
}

async function measureOne(url: string, {callers, count}: {callers: number; count: number}): Promise<Measurement> {
  const agent = new Agent({keepAlive: true, maxSockets: callers})
  let next = 0
  const caller = async () => {
    for (let index = next++; index < count; index = next++) {
      const key = Buffer.from(`/puts/${callers}/${index}`).toString('base64')
      const status = await post(`${url}/v3/kv/put`, JSON.stringify({key, value}), agent)
      if (status !== 200) throw new Error(`etcd answered ${status}`)
    }
  }
  const took = await timed(() => Promise.all(Array.from({length: callers}, caller)))
  agent.destroy()
  return {what: `real etcd by its JSON gateway, ${callers} at a time`, result: perSecond(count, took)}
}

async function untilServing(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1, await pause(100))
    if ((await post(`${url}/v3/maintenance/status`, '{}').catch(() => 0)) === 200) return
  throw new Error('etcd does not serve')
}

const post = (url: string, body: string, agent?: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, {method: 'POST', ...(agent && {agent})}, incoming => {
      incoming.resume().on('end', () => resolve(incoming.statusCode ?? 0))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
