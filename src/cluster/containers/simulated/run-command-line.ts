import type {ContainerFileSystem} from './files/container-file-system.ts'
import {inputDemand, toTheEnd} from './input-demand.ts'
import {findProgram, findScript} from './programs/find-program.ts'
import type {Signal} from './programs/program.ts'
import {scriptIn, scriptReadingLive} from './script-source.ts'
import {quote} from './shell/quote.ts'
import type {ShellHost, ShellState} from './shell/shell-host.ts'
import {type StartedShell, shellOf} from './shell/shell-of.ts'
import {withoutPrefixes} from './shell/without-prefixes.ts'
import type {Terminal} from './terminal/terminal.ts'

export interface CommandLine {
  argv: string[]
  env: Record<string, string>
  cwd: string
  files: ContainerFileSystem
  host: ShellHost
  state: ShellState
  /** What it runs at, if that is one. */
  terminal?: Terminal
  /** What is piped in. */
  stdin?: AsyncIterable<Uint8Array>
  /** Delivers a signal that is typed. */
  signal(signal: Signal): void
}

/** Interprets a command line as what it means: a shell at a terminal, a shell that is fed its commands, a script, or a command. Resolves with the exit code. */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const {argv, env, cwd, files, host, state, terminal} = line
  const found = findScript(argv) ?? findProgram(argv)
  const name = (argv[0] ?? '').split('/').pop()!
  const shell = found.type === 'script' ? found.shell : name === 'bash' ? 'bash' : 'sh'
  // Variables that are set for a shell are its own affair.
  const started = shellOf(argv.some(word => word.includes('=')) ? argv : withoutPrefixes(argv))
  if (started && terminal) return interactive(line, terminal, started, shell)
  terminal?.cook(signal => signal === 'SIGTSTP' || line.signal(signal))
  const given = terminal ? terminal.lineBytes() : line.stdin
  if (given && (started || isFedShell(name, argv))) return piped(line, given, started ?? {shell})
  const {runShell} = await import('./shell/run-shell.ts')
  const live = given && (await scriptReadingLive(argv, found, given))
  if (live) return (await runShell({...host, input: live.input}, {...live, env, cwd, shell}, state)).exitCode
  const input = terminal ? await typed(line, terminal) : await pipedIn(line)
  const stdin = input && {stdin: input}
  if (found.type === 'script') {
    const {script, words} = found
    return (await runShell(host, {script, words, env, cwd, shell, zero: argv[0]!, ...stdin}, state)).exitCode
  }
  const script = await scriptIn(files, argv, {cwd, input})
  if (script !== undefined) return (await runShell(host, {script, words: argv, env, cwd, shell}, state)).exitCode
  const [command, ...args] = argv
  return (await runShell(host, {script: quote(command!), args, env, cwd, shell, ...stdin}, state)).exitCode
}

async function interactive(
  {host, env, cwd}: CommandLine,
  terminal: Terminal,
  started: StartedShell,
  shell: string,
): Promise<number> {
  const [{interactiveShell}, {enterShell, farewell, refused}] = await Promise.all([
    import('./shell/interactive-shell.ts'),
    import('./shell/enter-shell.ts'),
  ])
  const entered = await enterShell({...started, ...(isHere(started) && {shell})}, host, {cwd, env})
  if (typeof entered === 'string') {
    terminal.write(entered)
    return refused(started)
  }
  const code = await interactiveShell(entered.host, terminal, entered)
  terminal.write(farewell(started))
  return code
}

/** Whether a shell runs where it was started. */
const isHere = ({root, node}: StartedShell): boolean => root === undefined && node === undefined

/** Whether it is a shell that is given no script but what is piped in. */
const isFedShell = (name: string, [, ...words]: readonly string[]): boolean =>
  /^(sh|bash|ash)$/.test(name) && words.every(word => /^-s?$/.test(word))

async function piped(
  {host, argv, env, cwd}: CommandLine,
  given: AsyncIterable<Uint8Array>,
  started: StartedShell,
): Promise<number> {
  const [{pipedShell}, {StandardInput}, {enterShell, refused}] = await Promise.all([
    import('./shell/piped-shell.ts'),
    import('./shell/standard-input.ts'),
    import('./shell/enter-shell.ts'),
  ])
  const input = new StandardInput(given)
  if (isHere(started)) return pipedShell(host, input, {env, cwd, shell: started.shell, zero: argv[0]!})
  const entered = await enterShell(started, host, {cwd, env})
  if (typeof entered !== 'string') return pipedShell(entered.host, input, entered)
  host.stderr(Buffer.from(entered))
  return refused(started)
}

/** What is piped in, to its end or as far as the command reads; nothing where it is not known to read. */
async function pipedIn({argv, stdin, host}: CommandLine): Promise<Uint8Array | undefined> {
  const isEnough = stdin ? await inputDemand(argv) : undefined
  if (!stdin || !isEnough) return undefined
  const taken: Uint8Array[] = []
  const take = async (): Promise<void> => {
    for await (const chunk of stdin) {
      taken.push(chunk)
      if (isEnough !== toTheEnd && isEnough(Buffer.concat(taken))) return
    }
  }
  await host.idle(take())
  return Buffer.concat(taken)
}

/** What is typed at its terminal, as far as the command reads. */
async function typed({argv, host}: CommandLine, terminal: Terminal): Promise<Uint8Array | undefined> {
  const {takeInput} = await import('./shell/take-input.ts')
  return host.idle(takeInput(terminal, findScript(argv)?.script ?? argv.map(quote).join(' ')))
}
