import type {AuditSettings} from '../apiserver/audit/index.ts'
import type {AuthorizationSettings} from '../apiserver/auth/authorization/index.ts'
import type {OidcFlags} from '../apiserver/auth/oidc/index.ts'
import type {Meta} from '../etcd/index.ts'

/** What a cluster is made with and keeps. */
export interface ClusterSettings {
  /** How many worker nodes stand beside the control plane. */
  workers?: number
  /** Where the daemon serves HTTPS; 127.0.0.1. */
  port?: number
  /** With the same seed and the same commands at the same cluster times, the same names, addresses and logs. */
  seed?: string
  /** An EncryptionConfiguration's file, by its absolute path; '': nothing is encrypted any more. The keys stay in that file. */
  encryption?: string
  /** Whether that file is read again when it changes. */
  encryptionReload?: boolean
  audit?: AuditSettings
  /** Files and options of authentication: whom the API server believes beside the cluster's own certificates and tokens. */
  authentication?: AuthenticationSettings
  /** Who decides what users may do, where that is not the Node authorizer and RBAC. */
  authorization?: AuthorizationSettings
  /** What the API server has besides, or instead of, what it has by default. */
  apiServer?: ApiServerSettings
  /** What does not run, so that the real one, or none, can take its place. */
  disabled?: ClusterPart[]
}

/** kube-apiserver's options of the same names. Paths are absolute; '' is none. */
export interface AuthenticationSettings {
  tokenFile?: string
  configFile?: string
  oidc?: OidcFlags
  tokenWebhook?: TokenWebhookSettings
}

/** `ttl` is a duration of Go's. */
export interface TokenWebhookSettings {
  file: string
  version: string
  ttl: string
}

/** kube-apiserver's options of the same names, as they are written on its command line; '' and [] are none. */
export interface ApiServerSettings {
  featureGates?: string
  runtimeConfig?: string
  enabledPlugins?: string[]
  disabledPlugins?: string[]
  /** An AdmissionConfiguration's file, by its absolute path. */
  admissionConfig?: string
  tolerationSeconds?: {notReady?: number; unreachable?: number}
}

/** The parts that a cluster can do without. */
export const clusterParts = ['scheduler', 'controllers', 'kubelets'] as const
export type ClusterPart = (typeof clusterParts)[number]

export const defaultWorkers = 2
export const defaultPort = 6443

/** What a cluster was made with and has kept; nothing of one that is new. */
export function readSettings(meta: Meta): ClusterSettings {
  const text = meta.get('settings')
  return typeof text === 'string' ? (JSON.parse(text) as ClusterSettings) : {}
}

/** What is given, on top of what is kept: the audit log's options and the API server's one by one, everything else as a whole. */
export function settingsWith(kept: ClusterSettings, given: ClusterSettings): ClusterSettings {
  return {
    ...kept,
    ...given,
    ...(given.audit && {audit: {...kept.audit, ...given.audit}}),
    ...(given.apiServer && {apiServer: {...kept.apiServer, ...given.apiServer}}),
  }
}

/** Keeps settings for whoever opens the cluster next. */
export async function keepSettings(meta: Meta, settings: ClusterSettings): Promise<void> {
  if (JSON.stringify(readSettings(meta)) !== JSON.stringify(settings))
    await meta.set('settings', JSON.stringify(settings))
}
