import {resolve} from 'node:path'
import {bool, int, string} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import type {ClusterHome} from '../../cluster/index.ts'
import {apiServerFlags, apiServerSettingsOf} from './api-server-flags.ts'
import {auditFlags, auditOf} from './audit-flags.ts'
import {authenticationFlags, authenticationOf} from './authentication-flags.ts'
import {authorizationFlags, authorizationOf} from './authorization-flags.ts'
import {chosenCluster, onlyByFlag} from './chosen-cluster.ts'

const flags = {
  nodes: int({default: 3, usage: 'How many nodes the cluster has: a control plane and workers.'}),
  port: int({default: 6443, usage: 'The port of 127.0.0.1 on which the API is served.'}),
  seed: string({usage: 'With the same seed, the same commands give the same names, addresses and logs.'}),
  foreground: bool({usage: 'Serve in this process until it is interrupted, and log to stderr.'}),
  disable: string({
    usage:
      'What is not to run, so that the real one can: scheduler, controllers, kubelets (comma-separated; "" for nothing).',
  }),
  'encryption-provider-config': string({
    usage:
      'An EncryptionConfiguration: how secrets and others are encrypted where they are stored, from now on ("" for not at all).',
  }),
  'encryption-provider-config-automatic-reload': bool({
    usage: 'Read the EncryptionConfiguration again when its file changes.',
  }),
  ...auditFlags,
  ...authenticationFlags,
  ...authorizationFlags,
  ...apiServerFlags,
  'write-kubeconfig': bool({usage: 'Merge the cluster into ~/.kube/config and make it the current context there.'}),
}

export default class ClusterStart extends KctlCommand<typeof flags> {
  static override summary = 'Start the embedded cluster as a daemon'
  static override description =
    'Run the embedded cluster continuously and serve its API over HTTPS, for kubectl, helm and any other client. What it holds outlives it.'
  static override examples = [
    {description: 'Start the cluster', command: '<%= config.bin %> cluster start'},
    {
      description: 'Five workers, for kubectl too',
      command: '<%= config.bin %> cluster start --nodes 6 --write-kubeconfig',
    },
  ]
  static override flagSet = flags
  static override interruptCode = 'own' as const

  protected override work(invocation: Invocation<typeof flags>): Promise<void> {
    return start(invocation)
  }
}

/** Starts the daemon, says where it is, and how to use it. */
export async function start(invocation: Invocation<typeof flags>): Promise<void> {
  onlyByFlag(invocation)
  const {flags: values} = invocation
  if (values.nodes < 1)
    throw new Error(`invalid argument "${values.nodes}" for "--nodes": a cluster has at least one node`)
  if (values.port < 0 || values.port > 65535)
    throw new Error(`invalid argument "${values.port}" for "--port": must be between 0 and 65535`)
  const home = await chosenCluster(invocation)
  if (invocation.changed('disable')) partsOf(values.disable, (await import('../../cluster/index.ts')).clusterParts)
  if (values.foreground) return serve(invocation, home)
  const {clusterStatus, launchCluster} = await import('../../cluster/index.ts')
  const before = await clusterStatus(home)
  if (before.state === 'Running')
    throw new Error(`cluster "${home.name}" is already running (pid ${before.pid}) on ${before.server}`)
  invocation.err(
    before.state === 'Absent' ? `Creating cluster "${home.name}" ...\n` : `Starting cluster "${home.name}" ...\n`,
  )
  const record = await launchCluster({
    home,
    command: foregroundCommand(invocation, home),
    nodes: Math.max(before.nodes, values.nodes),
  })
  const nodes = (await clusterStatus(home)).nodes
  invocation.err(
    ` ✓ API server is ready on ${record.server}\n ✓ ${nodes} node${nodes === 1 ? '' : 's'}, Kubernetes ${record.version}\n`,
  )
  invocation.out(await howToUse(invocation, home))
}

async function serve(invocation: Invocation<typeof flags>, home: ClusterHome): Promise<void> {
  const {clusterParts, serveCluster} = await import('../../cluster/index.ts')
  const {flags: values} = invocation
  const audit = auditOf(invocation)
  const authentication = authenticationOf(invocation)
  const authorization = authorizationOf(invocation)
  const apiServer = apiServerSettingsOf(invocation)
  const daemon = await serveCluster(home, {
    ...(invocation.changed('nodes') && {workers: values.nodes - 1}),
    ...(invocation.changed('port') && {port: values.port}),
    ...(values.seed && {seed: values.seed}),
    ...(invocation.changed('encryption-provider-config') && {
      encryption: pathOf(values['encryption-provider-config']),
    }),
    ...(invocation.changed('encryption-provider-config-automatic-reload') && {
      encryptionReload: values['encryption-provider-config-automatic-reload'],
    }),
    ...(audit && {audit}),
    ...(authentication && {authentication}),
    ...(authorization && {authorization}),
    ...(apiServer && {apiServer}),
    ...(invocation.changed('disable') && {disabled: partsOf(values.disable, clusterParts)}),
  })
  invocation.err(`serving cluster "${home.name}" on ${daemon.record.server}\n`)
  await firstSignal(['SIGTERM', 'SIGINT'])
  await daemon.stop()
}

/** Other commands run elsewhere. */
const pathOf = (file: string): string => (file ? resolve(file) : '')

/** Resolves with the first of some signals; the second one ends the process at once, whatever it is still doing. */
function firstSignal(signals: NodeJS.Signals[]): Promise<void> {
  return new Promise(resolve => {
    const heard = () => {
      for (const signal of signals) process.off(signal, heard)
      resolve()
    }
    for (const signal of signals) process.on(signal, heard)
  })
}

/** The parts of a list. Throws an Error that names what is none. */
function partsOf<T extends string>(list: string, parts: readonly T[]): T[] {
  const names = list.split(',').filter(Boolean)
  const unknown = names.find(name => !parts.includes(name as T))
  if (unknown) throw new Error(`invalid argument "${unknown}" for "--disable": must be one of ${parts.join(', ')}`)
  return names as T[]
}

const passedFlags = [
  'nodes',
  'port',
  'seed',
  'disable',
  'encryption-provider-config',
  'encryption-provider-config-automatic-reload',
  ...(Object.keys(auditFlags) as (keyof typeof auditFlags)[]),
  ...(Object.keys(authenticationFlags) as (keyof typeof authenticationFlags)[]),
  ...(Object.keys(authorizationFlags) as (keyof typeof authorizationFlags)[]),
  ...(Object.keys(apiServerFlags) as (keyof typeof apiServerFlags)[]),
] as const

/** This program again, with the same flags. */
function foregroundCommand(invocation: Invocation<typeof flags>, home: ClusterHome): string[] {
  const own = [process.execPath, ...process.execArgv, process.argv[1]!]
  const passed = passedFlags
    .filter(name => invocation.changed(name))
    .flatMap(name => valuesOf(invocation.flags[name]).map(value => `--${name}=${value}`))
  return [...own, 'cluster', 'start', '--foreground', `--cluster=${home.name}`, ...passed]
}

/** A list that was emptied is said to be empty. */
const valuesOf = (value: unknown): unknown[] => (Array.isArray(value) && value.length > 0 ? value : [value ?? ''])

async function howToUse(invocation: Invocation<typeof flags>, home: ClusterHome): Promise<string> {
  const name = home.name === 'default' ? '' : ` --cluster ${home.name}`
  const current = home.name === (invocation.context.env['KCTL_CLUSTER'] || 'default')
  const when = current ? 'from now on' : `where it is told to:${name}, or KCTL_CLUSTER=${home.name}`
  if (invocation.flags['write-kubeconfig']) {
    const {mergeIntoKubeconfig} = await import('./write-kubeconfig.ts')
    const {path, context} = await mergeIntoKubeconfig(invocation, home)
    return `Context "${context}" is now current in ${path}. Try:\n\n  kubectl get nodes\n`
  }
  return `kctl uses it ${when}. For kubectl, helm and others:\n\n  kctl cluster kubeconfig${name} > kubeconfig.yaml\n  kubectl --kubeconfig kubeconfig.yaml get nodes\n`
}
