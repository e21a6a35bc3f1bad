import {rmSync} from 'node:fs'
import {dirname} from 'node:path'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {fromOutside} from '../apiserver/filters/index.ts'
import {listenHttps} from '../apiserver/transports/https.ts'
import {listenUnixSocket} from '../apiserver/transports/unix-socket.ts'
import {administrator, type EmbeddedCluster} from '../cluster.ts'
import {dated} from '../dated.ts'
import type {EngineLock} from '../etcd/index.ts'
import type {WaitingClients} from '../runtime/waiting-clients.ts'
import {systemTime} from '../system-time.ts'
import {kubernetesVersion} from '../version.ts'
import {controlled} from './control.ts'
import {type DaemonRecord, removeDaemonRecord, writeDaemonRecord} from './record.ts'
import {renewedCertificate} from './renewed-certificate.ts'

export interface DaemonOptions {
  home: ClusterHome
  cluster: EmbeddedCluster
  lock: EngineLock
  host: string
  port: number
  /** Is told of who waits for an answer. */
  waiting?: WaitingClients
}

export interface RunningDaemon {
  record: DaemonRecord
  /** Ends watches, drains requests, stops the components, closes the store. */
  stop(): Promise<void>
}

/** How often the clock is written down, so that a killed daemon's successor knows where it stood; milliseconds. */
const rememberInterval = 10_000

/** Serves a cluster over HTTPS and over its private socket, with everything running. The caller holds the engine lock. */
export async function runDaemon({home, cluster, lock, host, port, waiting}: DaemonOptions): Promise<RunningDaemon> {
  const {certificate, key} = cluster.pki.server(host === '127.0.0.1' ? [] : [host])
  // Nobody is served yet.
  await cluster.store.syncingOnce(() => cluster.engine.start())
  const outside = fromOutside(cluster)
  const https = await listenHttps(outside, {
    host,
    port,
    certificate,
    key,
    renewed: renewedCertificate(cluster.pki, certificate, systemTime.now),
    waiting,
  })
  cluster.servedOn(Number(new URL(https.address).port))
  const socket = await listenUnixSocket(dated(controlled(outside, cluster.engine), cluster.clock), {
    path: home.socket,
    user: administrator(cluster.pki),
    waiting,
  }).catch(async error => {
    await https.stop()
    throw error
  })
  const record: DaemonRecord = {
    pid: process.pid,
    server: https.address,
    version: kubernetesVersion,
    startedAt: new Date(systemTime.now()).toISOString(),
  }
  writeDaemonRecord(home, record)
  const remembering = cluster.engine.rememberEvery(rememberInterval)
  return {
    record,
    async stop() {
      cluster.beginShutdown()
      remembering.cancel()
      removeDaemonRecord(home)
      await Promise.all([https.stop(), socket.stop()])
      if (process.platform !== 'win32') removeSocket(home)
      await cluster.engine.stop()
      await cluster.close()
      lock.release()
    },
  }
}

/** With the folder of its own that it has where the home's path is too long. */
function removeSocket({socket, folder}: ClusterHome): void {
  rmSync(dirname(socket) === folder ? socket : dirname(socket), {recursive: true, force: true})
}
