import type {JsonObject} from '../../api/object.ts'

export interface KubeconfigCluster {
  server?: string
  'tls-server-name'?: string
  'insecure-skip-tls-verify'?: boolean
  'certificate-authority'?: string
  'certificate-authority-data'?: string
  'proxy-url'?: string
  'disable-compression'?: boolean
  extensions?: unknown
}

export interface ExecConfig {
  apiVersion?: string
  command: string
  args?: string[] | null
  env?: {name: string; value: string}[] | null
  installHint?: string
  provideClusterInfo?: boolean
  interactiveMode?: string
}

export interface KubeconfigUser {
  'client-certificate'?: string
  'client-certificate-data'?: string
  'client-key'?: string
  'client-key-data'?: string
  token?: string
  tokenFile?: string
  as?: string
  'as-uid'?: string
  'as-groups'?: string[]
  'as-user-extra'?: Record<string, string[]>
  username?: string
  password?: string
  'auth-provider'?: {name: string; config?: Record<string, string> | null}
  exec?: ExecConfig
  extensions?: unknown
}

export interface KubeconfigContext {
  cluster?: string
  user?: string
  namespace?: string
  extensions?: unknown
}

/** A kubeconfig as its file has it; the three lists are never null here. */
export interface Kubeconfig {
  apiVersion?: string
  kind?: string
  preferences?: JsonObject
  clusters: {name: string; cluster: KubeconfigCluster}[]
  users: {name: string; user: KubeconfigUser}[]
  contexts: {name: string; context: KubeconfigContext}[]
  'current-context'?: string
  extensions?: unknown
}

export const emptyKubeconfig = (): Kubeconfig => ({clusters: [], users: [], contexts: []})
