import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {makeFolder} from '../../client/embedded/make-folder.ts'
import {assembleCluster, type EmbeddedCluster, revisionOf} from '../cluster.ts'
import {engineLockFile} from '../daemon/record.ts'
import {readRest} from '../engine/rest.ts'
import {EngineLock, openSqliteStore} from '../etcd/index.ts'
import {type ClusterSettings, keepSettings, readSettings, settingsWith} from '../lifecycle/settings.ts'
import {clusterPki} from '../pki/cluster-pki.ts'
import {ClusterClock, type TimeSource} from '../runtime/cluster-clock.ts'
import {createLogger} from '../runtime/klog.ts'
import {silent} from '../runtime/logger.ts'
import type {WaitingClients} from '../runtime/waiting-clients.ts'
import {systemTime} from '../system-time.ts'
import {readChoices} from './read-choices.ts'

export interface OpenOptions {
  /** What to keep of the cluster's settings before it is built. */
  settings?: ClusterSettings
  /** For a daemon: see SqliteStoreOptions. */
  syncBeside?: boolean
  waiting?: WaitingClients
  /** Whether components log to stderr. */
  log?: boolean
  /** Real time; the machine's own unless a test has another. */
  source?: TimeSource
}

/**
 * How long before it is first used a cluster is born, in cluster time: what takes its time after a birth (nodes that become ready, pods that wait for
 * them, probes that begin a minute after their pods) is over when somebody looks, and the second command finds a cluster at rest. Milliseconds.
 */
const birthLead = 70_000

/** Opens a cluster in this process, at rest; makes its folder and its database if it is new. */
export async function openEmbedded(
  home: ClusterHome,
  {settings, log = false, source = systemTime, syncBeside = false, waiting}: OpenOptions = {},
): Promise<{cluster: EmbeddedCluster; lock: EngineLock}> {
  makeFolder(home.folder)
  const clock = new ClusterClock(0)
  const options = {file: home.database, clock, syncBeside, ...(waiting && {waiting})}
  const store = await openSqliteStore(options)
  const rest = readRest(store.meta)
  await clock.advance(rest ? rest.time : source.now() - birthLead, async () => {})
  const logger = log ? createLogger({clock, write: line => process.stderr.write(line)}) : silent
  const wanted = settingsWith(readSettings(store.meta), settings ?? {})
  const choices = await readChoices(wanted, {clock, time: source, log: logger.named('kube-apiserver')})
  if (settings) await keepSettings(store.meta, wanted)
  const cluster = assembleCluster({
    home,
    store,
    clock,
    pki: clusterPki(home),
    revision: await revisionOf(store),
    log: logger,
    source,
    ...choices,
  })
  return {cluster, lock: new EngineLock(engineLockFile(home))}
}
