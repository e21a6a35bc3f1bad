import {resolve} from 'node:path'
import type {ExecConfig, KubeconfigUser} from '../../client/kubeconfig/kubeconfig.ts'
import {statSync} from '../../client/machine/files.ts'
import {readFile} from '../errors/read-file.ts'
import {bool, string, stringArray, stringSlice} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {modifyConfig, startingConfig} from './config-access.ts'
import {printUsage, withFields, withNamed} from './edit-entries.ts'

export const setCredentialsFlags = {
  'auth-provider': string({usage: 'Auth provider of the user.'}),
  'auth-provider-arg': stringSlice({usage: "'key=value' arguments for the auth provider."}),
  'client-certificate': string({usage: 'File with the client certificate.'}),
  'client-key': string({usage: 'File with the private key.'}),
  'embed-certs': bool({usage: 'Put the contents of the files into the kubeconfig.'}),
  'exec-api-version': string({usage: 'API version of the credential plugin.'}),
  'exec-arg': stringSlice({usage: 'Arguments for the credential plugin.'}),
  'exec-command': string({usage: 'Credential plugin to run.'}),
  'exec-env': stringArray({usage: "'key=value' variables for the credential plugin."}),
  'exec-interactive-mode': string({usage: 'Whether the plugin may ask: Never, IfAvailable or Always.'}),
  'exec-provide-cluster-info': bool({usage: 'Tell the credential plugin about the cluster.'}),
  password: string({usage: 'Password for basic authentication.'}),
  token: string({usage: 'Bearer token.'}),
  username: string({usage: 'User name for basic authentication.'}),
}

type AuthProvider = NonNullable<KubeconfigUser['auth-provider']>
type CredentialsInvocation = Invocation<typeof setCredentialsFlags>

export async function setCredentials(invocation: CredentialsInvocation): Promise<void> {
  const {args} = invocation
  const [name] = args
  if (name === undefined || args.length !== 1) {
    await printUsage(invocation)
    throw new Error(`unexpected args: [${args.join(' ')}]`)
  }
  await checkPairs(invocation)
  check(invocation, name)
  const config = await startingConfig(invocation)
  const existing = config.users.find(entry => entry.name === name)?.user ?? {}
  const user = withFields<KubeconfigUser>(existing, fieldsOf(invocation, existing))
  await modifyConfig(invocation, current => ({...current, users: withNamed(current.users, {name, user})}))
  invocation.out(`User ${JSON.stringify(name)} set.\n`)
}

/** `key=value` sets, `key-` takes away; anything else is refused. */
async function checkPairs(invocation: CredentialsInvocation): Promise<void> {
  for (const flag of ['auth-provider-arg', 'exec-env'] as const) {
    const words = invocation.flags[flag]
    const bad = words.filter(word => !/^[^=]+=|.-$/s.test(word))
    // An empty word alone is none.
    if (bad.length === 0 || words.join() === '') continue
    await printUsage(invocation)
    throw new Error(`invalid ${flag} format: ${bad.join(', ')}`)
  }
}

function check(invocation: CredentialsInvocation, name: string): void {
  const {flags, context} = invocation
  if (name === '') throw new Error('you must specify a non-empty user name')
  const methods = [
    ...(flags.token ? ['--token'] : []),
    ...(flags.username || flags.password ? ['--username/--password'] : []),
  ]
  if (methods.length > 1)
    throw new Error(`you cannot specify more than one authentication method at the same time: ${methods.join(', ')}`)
  const mode = flags['exec-interactive-mode']
  if (invocation.changed('exec-interactive-mode') && !['IfAvailable', 'Never', 'Always'].includes(mode))
    throw new Error('invalid interactive mode type, can be only IfAvailable, Never, Always')
  if (!flags['embed-certs']) return
  if (!flags['client-certificate'] && !flags['client-key'])
    throw new Error('you must specify a --client-certificate or --client-key to embed')
  for (const flag of ['client-certificate', 'client-key'] as const)
    if (flags[flag]) {
      const path = flags[flag]
      try {
        statSync(resolve(context.cwd, path))
      } catch {
        throw new Error(`could not stat ${flag} file ${path}: stat ${path}: no such file or directory`)
      }
    }
}

function fieldsOf(
  invocation: CredentialsInvocation,
  existing: KubeconfigUser,
): Partial<Record<keyof KubeconfigUser, unknown>> {
  const {flags} = invocation
  const basic = invocation.changed('username') || invocation.changed('password')
  return {
    ...file(invocation, 'client-certificate'),
    ...file(invocation, 'client-key'),
    ...(invocation.changed('token') && {token: flags.token, ...(flags.token && {username: '', password: ''})}),
    ...(invocation.changed('username') && {username: flags.username}),
    ...(invocation.changed('password') && {password: flags.password}),
    ...(basic && {token: ''}),
    'auth-provider': providerOf(invocation, existing['auth-provider']),
    ...(existing.exec || invocation.changed('exec-command') ? {exec: execOf(invocation, existing.exec)} : {}),
  }
}

function file(invocation: CredentialsInvocation, flag: 'client-certificate' | 'client-key') {
  if (!invocation.changed(flag)) return {}
  const {flags, context} = invocation
  const path = resolve(context.cwd, flags[flag])
  return flags['embed-certs'] && flags[flag]
    ? {[flag]: '', [`${flag}-data`]: readFile(path).toString('base64')}
    : {[flag]: path, [`${flag}-data`]: ''}
}

/** A provider of another name starts anew; the one that is there changes in the arguments that are given. */
function providerOf(invocation: CredentialsInvocation, existing: AuthProvider | undefined): AuthProvider | undefined {
  const {flags} = invocation
  const name = invocation.changed('auth-provider') ? flags['auth-provider'] : existing?.name
  if (name === undefined) return undefined
  const given = flags['auth-provider-arg']
  const before = name === existing?.name ? (existing.config ?? {}) : {}
  const removed = given.filter(word => word.endsWith('-')).map(word => word.slice(0, -1))
  const kept = Object.entries(before).filter(([key]) => !removed.includes(key))
  return {name, config: {...Object.fromEntries(kept), ...pairs(given)}}
}

/** A new plugin where a command is given; the one that is there changes in what else is given. */
function execOf(invocation: CredentialsInvocation, existing: ExecConfig | undefined): ExecConfig | undefined {
  const {flags} = invocation
  const named = invocation.changed('exec-command')
  if (!existing && !named) return undefined
  const given = flags['exec-env']
  const set = pairs(given)
  const removed = given.filter(word => word.endsWith('-')).map(word => word.slice(0, -1))
  const kept = (existing?.env ?? []).filter(({name}) => !removed.includes(name))
  const updated = kept.map(({name, value}) => ({name, value: set[name] ?? value}))
  const added = Object.entries(set).filter(([name]) => !kept.some(entry => entry.name === name))
  const env = [...updated, ...added.map(([name, value]) => ({name, value}))]
  const args = flags['exec-arg'].length > 0 ? flags['exec-arg'] : named ? null : (existing?.args ?? null)
  return {
    ...existing,
    ...(flags['exec-api-version'] && {apiVersion: flags['exec-api-version']}),
    args,
    command: named ? flags['exec-command'] : (existing?.command ?? ''),
    env: given.length > 0 ? env : (existing?.env ?? null),
    ...(flags['exec-interactive-mode'] && {interactiveMode: flags['exec-interactive-mode']}),
    provideClusterInfo: invocation.changed('exec-provide-cluster-info')
      ? flags['exec-provide-cluster-info']
      : (existing?.provideClusterInfo ?? false),
  }
}

const pairs = (words: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    words
      .filter(word => word.includes('='))
      .map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  )
