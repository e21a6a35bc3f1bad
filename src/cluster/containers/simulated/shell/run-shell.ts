import {Bash, type ExecResult} from 'just-bash'
import type {Device} from '../files/device.ts'
import {shellCommands} from './commands/index.ts'
import type {ShellParts} from './commands/shell-parts.ts'
import {hidden} from './image-program.ts'
import {interruptible} from './interruptible.ts'
import {inputDevices, liveInput} from './live-input.ts'
import {openStreams, outputStreams} from './output-streams.ts'
import {ownPrograms} from './own-programs.ts'
import {quote} from './quote.ts'
import {Refusals} from './refusals.ts'
import {definitionsIn, lastJob, processSemantics} from './script-transform.ts'
import type {ShellHost, ShellState} from './shell-host.ts'
import {markTraces, unmarked, withoutTraces} from './trace.ts'
import {localized} from './wording.ts'

export interface ShellScript {
  script: string
  /** $0 and the positional parameters. */
  words?: string[]
  /** Appended to the script's one command as they are. */
  args?: string[]
  env: Record<string, string>
  cwd: string
  stdin?: Uint8Array
  shell: string
  /** As what it was called, where that is not its name: `/bin/sh`. */
  zero?: string
  /** Whether more of it comes: what it does at its end is for later. */
  isPart?: boolean
}

export interface ShellOutcome {
  exitCode: number
  env: Record<string, string>
}

const unlimited = 1e15
/** Scripts may run for as long as their container does; only what could take this process down is bounded. */
const limits = {
  maxCommandCount: unlimited,
  maxLoopIterations: unlimited,
  maxAwkIterations: unlimited,
  maxSedIterations: unlimited,
  maxWorkUnits: unlimited,
  maxGlobOperations: unlimited,
  maxInputBytes: unlimited,
  maxOutputSize: unlimited,
  maxArchiveBytes: unlimited,
  maxArchiveCompressedBytes: unlimited,
  maxArchiveEntryBytes: unlimited,
  maxArchiveEntries: unlimited,
  // Half of it is how much may come of compression: a length that must fit in 32 bits.
  maxLiveBytes: 2 ** 33 - 2,
  maxFileSystemBytes: unlimited,
  // As much as the engine lets a string be.
  maxStringLength: 2 ** 29 - 25,
  maxExecutionTimeMs: Number.POSITIVE_INFINITY,
}

export const newShellState = (): ShellState => ({
  jobs: new Map(),
  stops: new Map(),
  sources: new Map(),
  traps: new Map(),
  pending: [],
  rounds: 0,
})

/** Runs a script to its end; output leaves as it is made. */
export async function runShell(
  outer: ShellHost,
  {script, words = [], args, env, cwd, stdin, shell, zero = shell, isPart}: ShellScript,
  state = newShellState(),
): Promise<ShellOutcome> {
  state.script = script
  const refusals = new Refusals()
  const host = {...outer, files: outer.files.tellingRefusals(refusals.note)}
  const spawn: ShellParts['spawn'] = (source, childEnv, childCwd, {stdin: input, signal} = {}) =>
    runShell(signal ? interruptible(outer, signal) : outer, {
      script: source,
      env: childEnv,
      cwd: childCwd,
      shell,
      ...(input && {stdin: input}),
    }).then(({exitCode}) => exitCode)
  const err = (data: Uint8Array) =>
    host.stderr(
      Buffer.from(
        calledBy(zero, localized(refusals.explained(unmarked(Buffer.from(data).toString()), cwd), host.family, shell)),
      ),
    )
  const traces = args ? '' : markTraces(script)
  /** A trace that a command's errors have taken along goes where the shell's go. */
  const apart = (data: Uint8Array): Uint8Array => {
    const {data: own, traces} = withoutTraces(data)
    if (traces) err(Buffer.from(traces))
    return own
  }
  const fs = host.files.withDevices([
    ['/dev/.out', {write: data => host.stdout(traces ? apart(data) : data)}],
    ['/dev/.err', {write: err}],
    ...liveDevices(host),
  ])
  const own = host.denied && ownPrograms(script, host.denied, args)
  const commands = shellCommands({
    host,
    state,
    spawn,
    shell,
    refusals,
    given: Object.keys(env),
    isScript: args === undefined,
    ...(own && {own}),
  })
  const bash = new Bash({
    fs: (traces ? fs.filteringWrites(apart) : fs).withUnlisted(
      (path, nowhere) => hidden(path) ?? own?.find(path, nowhere),
    ),
    cwd,
    env,
    executionLimits: limits,
    customCommands: commands,
    processInfo: {pid: host.pid, ppid: host.pid === 1 ? 0 : 1, uid: host.uid, gid: host.gid},
    defenseInDepth: false,
  })
  if (host.input) bash.registerTransformPlugin(liveInput)
  bash.registerTransformPlugin(processSemantics)
  if (!args) bash.registerTransformPlugin(outputStreams)
  const positional = words.length > 1 ? `set -- ${words.slice(1).map(quote).join(' ')}; ` : ''
  const source = `${openStreams('/dev/.out', '/dev/.err')}\n${traces}${positional}${script}`
  const input = stdin && {stdin: Buffer.from(stdin).toString('latin1'), stdinKind: 'bytes' as const}
  const result = await bash.exec(args ? `${script}` : source, {
    rawScript: true,
    signal: host.signal,
    ...(args && {args}),
    ...input,
  })
  leave(result, host, err)
  const onExit = isPart ? undefined : state.traps.get('EXIT')
  if (onExit !== undefined) {
    state.traps.delete('EXIT')
    const functions = [...definitionsIn(script).values()].join('\n')
    await runShell(
      host,
      {script: `${functions}\n${onExit}`, env: result.env, cwd: result.env['PWD'] ?? cwd, shell},
      state,
    )
  }
  const {[lastJob]: _job, ...left} = result.env
  if (traces) delete left['PS4']
  return {exitCode: state.exitCode ?? result.exitCode, env: left}
}

/** What comes next of its input, and all that does. */
const liveDevices = ({input, idle}: ShellHost): [string, Device][] =>
  input
    ? [
        [inputDevices.line, {next: () => idle(input.line())}],
        [inputDevices.all, {next: () => idle(input.atLeast(() => false))}],
      ]
    : []

/** What was not redirected: a command's own output, an error of the interpreter itself. */
function leave({stdout, stderr, ...result}: ExecResult, host: ShellHost, err: (data: Uint8Array) => void): void {
  const bytes = result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary' || isLatin1Binary(stdout)
  // What the interpreter says about being stopped is no program's output.
  const said = host.signal.aborted ? stderr.replace(/^bash: execution aborted\n?/gm, '') : stderr
  const writes = [
    () => stdout && host.stdout(Buffer.from(stdout, bytes ? 'latin1' : 'utf8')),
    () => said && err(Buffer.from(said)),
  ]
  // Who reads an archive may stop listening at its end: what tar says of it comes first.
  for (const write of bytes ? writes.reverse() : writes) write()
}

/** What the shell itself says begins with what it was called as. */
const calledBy = (zero: string, text: string): string =>
  zero.includes('/') ? text.replace(/^(?:ba)?sh: /gm, `${zero}: `) : text

const isLatin1Binary = (text: string): boolean => /[\u0080-\u00ff]/.test(text) && !/[\u0100-\uffff]/.test(text)
