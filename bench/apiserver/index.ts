// The API server over HTTPS, kctl's beside Kubernetes' own in one run: requests per second, and per second of the servers' processor time.
// PODS=<number> (10,000) sets how many there are to list; PROFILE=<folder> writes the CPU profile of kctl's server there.
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {startRealServer} from '../real/start-server.ts'
import {processorTime, residentMemory} from '../support/cost.ts'
import {cases, protobuf} from './cases.ts'
import {type Connection, connect} from './load.ts'
import {configMap, configMaps, namespace} from './objects.ts'
import type {Server} from './server.ts'
import {startKctl} from './start-kctl.ts'
import {watchers, watchFanOut} from './watch-fan-out.ts'

interface Result {
  count: number
  seconds: number
  cpu: number
}

const pods = Number(process.env['PODS'] ?? 10_000)
const only = process.env['CASES'] ? new RegExp(process.env['CASES']) : /./
const profiles = process.env['PROFILE']
if (profiles) mkdirSync(profiles, {recursive: true})
const folder = mkdtempSync(join(tmpdir(), 'kctl-bench-'))
try {
  const real = process.env['REAL'] === 'no' ? undefined : await measureAll(await startRealServer(join(folder, 'real')))
  const own = (await measureAll(await startKctl(join(folder, 'kctl'))))!
  print(own, real)
} finally {
  rmSync(folder, {recursive: true, force: true})
}

async function measureAll(server: Server | undefined): Promise<Map<string, Result> | undefined> {
  if (!server) {
    console.log('Kubernetes’ own API server is not built here: no ratios')
    return undefined
  }
  const results = new Map<string, Result>()
  const measure = async (name: string, count: number, work: () => Promise<void>) => {
    const [wall, cpu] = [performance.now(), processorTime(server.pids)]
    await work()
    const took = {seconds: (performance.now() - wall) / 1000, cpu: processorTime(server.pids) - cpu}
    results.set(name, {count, ...took})
  }
  const connection = connect(server, 100)
  try {
    await prepare(connection)
    // Controllers watch what they are responsible for, in protobuf, so a working cluster's API server has it in memory.
    for (const collection of ['pods', 'configmaps', 'namespaces', 'serviceaccounts'])
      await connection.follow(`/api/v1/${collection}?watch=true`, () => undefined, protobuf)
    for (const {name, clients, count, run} of cases) {
      if (!only.test(name)) continue
      const own = connect(server, clients)
      await measure(name, count(pods), () => run(own, count(pods), pods))
      own.close()
    }
    if (only.test('watch')) await fanOut(connection, measure)
    const {now, peak} = residentMemory(server.pids)
    console.log(`${server.name}: ${now} MB resident with ${pods} pods, ${peak} MB at the most`)
    return results
  } finally {
    connection.close()
    await server.stop()
  }
}

async function prepare(connection: Connection): Promise<void> {
  const make = async (path: string, object: object) => {
    const {status} = await connection.send('POST', path, {body: JSON.stringify(object)})
    if (status >= 300) throw new Error(`${path}: ${status}`)
  }
  await make('/api/v1/namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}})
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`
  await make(accounts, {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default'}})
}

async function fanOut(
  connection: Connection,
  measure: (name: string, count: number, work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const {text} = await connection.send('POST', configMaps, {body: configMap('before-watching'), keep: true})
  const {metadata} = JSON.parse(text) as {metadata: {resourceVersion: string}}
  const fan = await watchFanOut(connection, metadata.resourceVersion)
  try {
    await measure(`events to ${watchers.toLocaleString('en')} watchers`, fan.events, () => fan.run())
  } finally {
    fan.stop()
  }
}

function print(own: Map<string, Result>, real: Map<string, Result> | undefined): void {
  const number = (value: number) => Math.round(value * 10) / 10
  const cell = (value: number) => number(value).toLocaleString('en').padStart(10)
  console.log(
    `${''.padEnd(44)} ${'kctl/s'.padStart(10)} ${'per core'.padStart(10)}${real ? `${'real/s'.padStart(11)} ${'per core'.padStart(10)}   ratio  per core` : ''}`,
  )
  for (const [name, {count, seconds, cpu}] of own) {
    const line = `${name.padEnd(44)} ${cell(count / seconds)} ${cell(count / cpu)}`
    const rival = real?.get(name)
    if (!rival) console.log(line)
    else
      console.log(
        `${line} ${cell(rival.count / rival.seconds)} ${cell(rival.count / rival.cpu)}  ${times(rival.seconds / rival.count, seconds / count)}    ${times(rival.cpu / rival.count, cpu / count)}`,
      )
  }
}

function times(theirs: number, ours: number): string {
  return `${(theirs / ours).toFixed(2)} ×`
}
