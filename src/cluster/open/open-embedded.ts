import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {makeFolder} from '../../client/embedded/make-folder.ts'
import type {Encryption} from '../apiserver/encryption/index.ts'
import {assembleCluster, type EmbeddedCluster, revisionOf} from '../cluster.ts'
import {engineLockFile} from '../daemon/record.ts'
import {readRest} from '../engine/rest.ts'
import {EngineLock, openSqliteStore} from '../etcd/index.ts'
import {type ClusterSettings, keepSettings, readSettings} from '../lifecycle/settings.ts'
import {clusterPki} from '../pki/cluster-pki.ts'
import {ClusterClock, type TimeSource} from '../runtime/cluster-clock.ts'
import {createLogger} from '../runtime/klog.ts'
import {type Logger, silent} from '../runtime/logger.ts'
import type {WaitingClients} from '../runtime/waiting-clients.ts'
import {systemTime} from '../system-time.ts'

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
  const options = {file: home.database, clock, expireLeases: false, syncBeside, ...(waiting && {waiting})}
  const store = await openSqliteStore(options)
  const rest = readRest(store.meta)
  await clock.advance(rest ? rest.time : source.now() - birthLead, async () => {})
  const logger = log ? createLogger({clock, write: line => process.stderr.write(line)}) : silent
  const {
    encryption: file,
    encryptionReload,
    authentication: believed,
    authorization: deciders,
  } = {...readSettings(store.meta), ...settings}
  const encryption = file ? await readEncryption(file, {reload: encryptionReload, time: source, logger}) : undefined
  const authentication = believed
    ? (await import('./load-authentication.ts')).readAuthentication(believed, source, logger.named('kube-apiserver'))
    : undefined
  const authorization =
    deciders && Object.values(deciders).some(value => value.length > 0)
      ? (await import('../apiserver/auth/authorization/index.ts')).chooseAuthorization(deciders, {
          time: source,
          log: logger.named('kube-apiserver'),
        })
      : undefined
  const chosen = {...readSettings(store.meta).apiServer, ...settings?.apiServer}
  const apiServer =
    Object.keys(chosen).length > 0 ? (await import('./api-server-options.ts')).readApiServerOptions(chosen) : undefined
  const audit = {...readSettings(store.meta).audit, ...settings?.audit}
  const auditor = audit.policyFile
    ? await (await import('../apiserver/audit/index.ts')).openAuditor(audit, () => clock.now(), {
        time: source,
        log: logger.named('kube-apiserver'),
      })
    : undefined
  if (settings)
    await keepSettings(store.meta, {
      ...settings,
      ...(settings.audit && {audit}),
      ...(settings.apiServer && {apiServer: chosen}),
    })
  for (const warning of apiServer?.warnings ?? []) logger.named('kube-apiserver').warn(warning)
  const cluster = assembleCluster({
    home,
    store,
    clock,
    pki: clusterPki(home),
    revision: await revisionOf(store),
    log: logger,
    source,
    ...(encryption && {encryption}),
    ...(auditor && {auditor}),
    ...(authentication && {authentication}),
    ...(authorization && {authorization}),
    ...(apiServer && {apiServer}),
  })
  return {cluster, lock: new EngineLock(engineLockFile(home))}
}

async function readEncryption(
  file: string,
  {reload = false, time, logger}: {reload?: boolean; time: TimeSource; logger: Logger},
): Promise<Encryption> {
  const {loadEncryption, reloadedEncryption} = await import('../apiserver/encryption/index.ts')
  const log = logger.named('kube-apiserver')
  const encryption = reload ? reloadedEncryption(file, {time, log}) : loadEncryption(file, time)
  // Who keeps keys for us may come later; until then nothing of theirs is read or written.
  await encryption.check?.().catch(error => log.error('kms plugin failed health check probe', {error: error.message}))
  return encryption
}
