import type {Store} from '../etcd/store.ts'
import type {Call, EtcdctlCommand, FlagValues} from './command.ts'
import {exitCodes, Failure} from './failure.ts'
import {type Answer, findCommand, usageError} from './find-command.ts'
import {globalFlags, variableOf} from './global-flags.ts'
import {commandHelp, helpFlag} from './help.ts'
import {type Parsed, parseFlags} from './parse-flags.ts'
import type {SnapshotFiles} from './snapshot-files.ts'
import {checkFormat, render} from './views.ts'

export interface EtcdctlContext {
  openStore(options: {readOnly: boolean}): Promise<Store>
  restoreCluster(snapshot: string, options: {skipHashCheck: boolean}): Promise<void>
  stdin: AsyncIterable<Uint8Array | string>
  stdout: {write(text: string): unknown}
  stderr: {write(text: string): unknown}
  env: Record<string, string | undefined>
  /** Ends watches and keep-alives. */
  signal: AbortSignal
  /** Where the store's etcd API answers, or would. */
  endpoint: string
  files: SnapshotFiles
  /** Reaches the store with what the global flags say of the connection; rejects where they lead elsewhere. */
  connect(flags: FlagValues): Promise<void>
  /** Which of the tools it is, where that is not etcdctl with all its commands. */
  program?: {name: string; commands: EtcdctlCommand[]}
}

/** Runs an etcdctl command line on the embedded cluster's store; resolves to the exit code. */
export async function runEtcdctl(argv: string[], context: EtcdctlContext): Promise<number> {
  const found = findCommand(argv, context.program)
  if ('exitCode' in found) return answer(found, context)
  const {command, rest} = found
  let parsed: Parsed
  try {
    parsed = parseFlags(rest, [...(command.flags ?? []), ...globalFlags, helpFlag(command.name)])
  } catch (error) {
    return answer(usageError(error as Error, commandHelp(command)), context)
  }
  if (parsed.given['help']) return answer({exitCode: 0, stdout: commandHelp(command)}, context)
  return execute(command, parsed, context)
}

function answer({exitCode, stdout = '', stderr = ''}: Answer, context: EtcdctlContext): number {
  if (stdout) context.stdout.write(stdout)
  if (stderr) context.stderr.write(stderr)
  return exitCode
}

async function execute(command: EtcdctlCommand, {args, rest, given}: Parsed, context: EtcdctlContext): Promise<number> {
  const values = withDefaults(command, given, context)
  const opened: {store?: Promise<Store>} = {}
  const format = () => String(values['write-out'])
  const call: Call = {
    args,
    rest,
    flag: {
      text: name => String(values[name]),
      number: name => Number(values[name]),
      on: name => values[name] === true,
    },
    store: async () => {
      checkEnvironment(given, context.env)
      checkFormat(format())
      if (!opened.store) await context.connect(values)
      opened.store ??= context.openStore({readOnly: command.readOnly ?? false})
      return opened.store
    },
    stdin: context.stdin,
    files: context.files,
    print: text => void context.stdout.write(text),
    warn: text => void context.stderr.write(text),
    deprecated: text => void (context.program ?? context.stderr.write(text)),
    show: views => void context.stdout.write(render(format(), views)),
    format,
    hex: values['hex'] === true,
    endpoint: (values['endpoints'] as string[])[0] ?? context.endpoint,
    signal: context.signal,
    restoreCluster: context.restoreCluster,
  }
  try {
    await command.run(call)
    return 0
  } catch (error) {
    const {message} = error as Error
    if (message) context.stderr.write(`Error: ${message}\n`)
    return error instanceof Failure ? error.exitCode : exitCodes.error
  } finally {
    await opened.store?.then(store => store.close()).catch(() => undefined)
  }
}

function withDefaults(command: EtcdctlCommand, given: FlagValues, {env, endpoint}: EtcdctlContext): FlagValues {
  const values: FlagValues = {}
  for (const flag of [...(command.flags ?? []), ...globalFlags]) values[flag.name] = flag.fallback
  values['endpoints'] = [endpoint]
  for (const flag of globalFlags) {
    const value = env[variableOf(flag)]
    if (value) Object.assign(values, parseFlags([`--${flag.name}=${value}`], globalFlags).given)
  }
  return {...values, ...given}
}

/** A variable and its flag together are fatal, as in etcdctl. */
function checkEnvironment(given: FlagValues, env: EtcdctlContext['env']): void {
  const shadowed = globalFlags.find(flag => flag.name in given && env[variableOf(flag)])
  if (!shadowed) return
  throw new Failure(
    exitCodes.error,
    `conflicting environment variable "${variableOf(shadowed)}" is shadowed by corresponding command-line flag (either unset environment variable or disable flag)`,
  )
}
