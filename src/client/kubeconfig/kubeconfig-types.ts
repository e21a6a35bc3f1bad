/** A type of client-go's kubeconfig (k8s.io/client-go/tools/clientcmd/api/v1), as far as a decoder minds; fields are in the order of the struct. */
export type GoField =
  | {is: 'string'; name?: string}
  | {is: 'bool' | 'bytes' | 'anything'}
  | {is: 'list' | 'map'; of: GoField}
  | {is: 'struct'; name: string; fields: Record<string, GoField>; pointer?: true}

const string: GoField = {is: 'string'}
const bool: GoField = {is: 'bool'}
const bytes: GoField = {is: 'bytes'}
const list = (of: GoField): GoField => ({is: 'list', of})
const map = (of: GoField): GoField => ({is: 'map', of})
const struct = (name: string, fields: Record<string, GoField>): GoField => ({is: 'struct', name, fields})
const pointer = (type: GoField): GoField => ({...type, pointer: true}) as GoField

export const extensions = list(struct('NamedExtension', {name: string, extension: {is: 'anything'}}))

const cluster = struct('Cluster', {
  server: string,
  'tls-server-name': string,
  'insecure-skip-tls-verify': bool,
  'certificate-authority': string,
  'certificate-authority-data': bytes,
  'proxy-url': string,
  'disable-compression': bool,
  extensions,
})

const exec = struct('ExecConfig', {
  command: string,
  args: list(string),
  env: list(struct('ExecEnvVar', {name: string, value: string})),
  apiVersion: string,
  installHint: string,
  provideClusterInfo: bool,
  interactiveMode: {is: 'string', name: 'v1.ExecInteractiveMode'},
})

const user = struct('AuthInfo', {
  'client-certificate': string,
  'client-certificate-data': bytes,
  'client-key': string,
  'client-key-data': bytes,
  token: string,
  tokenFile: string,
  as: string,
  'as-uid': string,
  'as-groups': list(string),
  'as-user-extra': map(list(string)),
  username: string,
  password: string,
  'auth-provider': pointer(struct('AuthProviderConfig', {name: string, config: map(string)})),
  exec: pointer(exec),
  extensions,
})

const context = struct('Context', {cluster: string, user: string, namespace: string, extensions})

export const configType = struct('Config', {
  preferences: struct('Preferences', {colors: bool, extensions}),
  clusters: list(struct('NamedCluster', {name: string, cluster})),
  users: list(struct('NamedAuthInfo', {name: string, user})),
  contexts: list(struct('NamedContext', {name: string, context})),
  'current-context': string,
  extensions,
})
