import {existsSync} from 'node:fs'
import {builtin} from '../../api/builtin-resources.ts'
import {Client} from '../../client/client.ts'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {socketTransport} from '../../client/embedded/socket-transport.ts'
import {type ClockReading, controlRoot} from '../daemon/control.ts'
import {type DaemonRecord, readDaemonRecord} from '../daemon/record.ts'
import {kubernetesVersion} from '../version.ts'

export interface ClusterStatus {
  name: string
  /** `Running`: a daemon serves it. `Stopped`: commands run it one by one. `Absent`: nothing was made yet. */
  state: 'Running' | 'Stopped' | 'Absent'
  pid?: number
  server?: string
  version: string
  nodes: number
  dataFolder: string
  clock?: {time: string; offsetSeconds: number; paused: boolean; nextDue?: string}
}

/** What there is to know of a cluster from outside. */
export async function clusterStatus(home: ClusterHome): Promise<ClusterStatus> {
  const record = readDaemonRecord(home)
  if (record) return running(home, record)
  if (existsSync(home.database)) return stopped(home)
  return {...factsOf(home), state: 'Absent', nodes: 0}
}

const factsOf = (home: ClusterHome) => ({name: home.name, version: kubernetesVersion, dataFolder: home.folder})

/** Who starts a cluster that is not there yet does not load what opens one. */
async function stopped(home: ClusterHome): Promise<ClusterStatus> {
  const [{openEmbedded}, {readRest, timeAt}, {systemTime}] = await Promise.all([
    import('../open/open-embedded.ts'),
    import('../engine/rest.ts'),
    import('../system-time.ts'),
  ])
  const {cluster} = await openEmbedded(home, {})
  try {
    const rest = readRest(cluster.store.meta)
    const {count} = await cluster.store.range({
      key: '/registry/minions/',
      rangeEnd: '/registry/minions0',
      countOnly: true,
    })
    const clock =
      rest &&
      reading({now: timeAt(rest, systemTime.now()), offset: rest.offset, paused: rest.paused, nextDue: rest.nextDue})
    return {...factsOf(home), state: 'Stopped', nodes: count, ...(clock && {clock})}
  } finally {
    await cluster.close()
  }
}

async function running(home: ClusterHome, {pid, server, version}: DaemonRecord): Promise<ClusterStatus> {
  const client = new Client(socketTransport(home))
  const clock = await client.send({method: 'GET', url: `${controlRoot}/clock`})
  const nodes = await client.list(builtin.nodes)
  await client.transport.close()
  return {
    name: home.name,
    state: 'Running',
    pid,
    server,
    version,
    nodes: nodes.items.length,
    dataFolder: home.folder,
    ...(clock.body.type === 'object' && {clock: reading(clock.body.object as unknown as ClockReading)}),
  }
}

const reading = ({now, offset, paused, nextDue}: ClockReading): ClusterStatus['clock'] => ({
  time: new Date(now).toISOString(),
  offsetSeconds: Math.round(offset / 1000),
  paused,
  ...(nextDue !== undefined && {nextDue: new Date(nextDue).toISOString()}),
})
