import type {Encryption} from '../apiserver/encryption/index.ts'
import type {KubeApiserverChoices} from '../kube-apiserver.ts'
import type {ClusterSettings} from '../lifecycle/settings.ts'
import type {Clock} from '../runtime/clock.ts'
import type {TimeSource} from '../runtime/cluster-clock.ts'
import type {Logger} from '../runtime/logger.ts'

export interface ReadingOptions {
  clock: Pick<Clock, 'now'>
  /** Real time. */
  time: TimeSource
  /** kube-apiserver's. */
  log: Logger
}

/** What a cluster's settings, and the files that they name, come to. Loads nothing for what is as by default; throws an Error in kube-apiserver's words. */
export async function readChoices(settings: ClusterSettings, options: ReadingOptions): Promise<KubeApiserverChoices> {
  const encryption = await readEncryption(settings, options)
  const authentication = await readAuthentication(settings, options)
  const authorization = await readAuthorization(settings, options)
  const apiServer = await readApiServer(settings, options)
  const auditor = await openAuditor(settings, options)
  return {
    ...(encryption && {encryption}),
    ...(authentication && {authentication}),
    ...(authorization && {authorization}),
    ...(apiServer && {apiServer}),
    ...(auditor && {auditor}),
  }
}

async function readEncryption(
  {encryption: file, encryptionReload}: ClusterSettings,
  {time, log}: ReadingOptions,
): Promise<Encryption | undefined> {
  if (!file) return undefined
  const {loadEncryption, reloadedEncryption} = await import('../apiserver/encryption/index.ts')
  const encryption = encryptionReload ? reloadedEncryption(file, {time, log}) : loadEncryption(file, time)
  // Who keeps keys for us may come later; until then nothing of theirs is read or written.
  await encryption.check?.().catch(error => log.error('kms plugin failed health check probe', {error: error.message}))
  return encryption
}

async function readAuthentication({authentication}: ClusterSettings, {time, log}: ReadingOptions) {
  if (!authentication) return undefined
  return (await import('./load-authentication.ts')).readAuthentication(authentication, time, log)
}

async function readAuthorization({authorization = {}}: ClusterSettings, {time, log}: ReadingOptions) {
  if (Object.values(authorization).every(value => value.length === 0)) return undefined
  return (await import('../apiserver/auth/authorization/index.ts')).chooseAuthorization(authorization, {time, log})
}

async function readApiServer({apiServer = {}}: ClusterSettings, {log}: ReadingOptions) {
  if (Object.keys(apiServer).length === 0) return undefined
  const choice = (await import('./api-server-options.ts')).readApiServerOptions(apiServer)
  for (const warning of choice.warnings) log.warn(warning)
  return choice
}

async function openAuditor({audit = {}}: ClusterSettings, {clock, time, log}: ReadingOptions) {
  if (!audit.policyFile) return undefined
  return (await import('../apiserver/audit/index.ts')).openAuditor(audit, () => clock.now(), {time, log})
}
