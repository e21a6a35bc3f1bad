import {quote} from './quote.ts'
import {newShellState, runShell} from './run-shell.ts'
import {definitionsIn, internal, lastJob} from './script-transform.ts'
import type {ShellHost, ShellState} from './shell-host.ts'

export interface ShellSessionStart {
  env: Record<string, string>
  cwd: string
  shell: string
  /** As what it was called, where that is not its name: `/bin/sh`. */
  zero?: string
}

/** Where a run leaves what is not told otherwise: its exit code, the shell's options, and what it exports. */
const kept = {code: '__code', options: '__options', exported: '__exported'} as const

export interface RunOptions {
  stdin?: Uint8Array
  /** Whether it goes on beside the shell by now: then what it leaves behind is its own. */
  isApart?(): boolean
}

export interface RunOutcome {
  reached: boolean
  exitCode: number
}

/**
 * A shell that is given its script piece by piece, and keeps variables, functions, aliases, options, traps, jobs, the folder and `$?` between them: one that is fed
 * by a pipe, or that somebody types at.
 */
export class ShellSession {
  readonly shell: string
  readonly state: ShellState = newShellState()
  env: Record<string, string>
  cwd: string
  lastCode = 0
  private readonly zero: {zero?: string}
  private exported: Set<string>
  private options: string[] = []
  private readonly functions = new Map<string, string>()

  constructor({env, cwd, shell, zero}: ShellSessionStart) {
    this.env = env
    this.cwd = cwd
    this.shell = shell
    this.zero = zero === undefined ? {} : {zero}
    this.exported = new Set(Object.keys(env))
  }

  /** Runs a whole piece; tells whether it `reached` its end: what keeps it from that ends a shell that nobody types at. */
  async run(host: ShellHost, script: string, {stdin, isApart = () => false}: RunOptions = {}): Promise<RunOutcome> {
    const {env, exitCode} = await runShell(
      host,
      {
        script: `${this.prologue()}\n${script}\n${epilogue}`,
        env: this.exportedVariables(),
        cwd: this.cwd,
        shell: this.shell,
        isPart: true,
        ...this.zero,
        ...(stdin && {stdin}),
      },
      this.state,
    )
    const {[kept.code]: code, [kept.options]: options, [kept.exported]: names, ...left} = env
    const outcome = {reached: code !== undefined, exitCode: Number(code ?? exitCode)}
    if (isApart()) return outcome
    this.cwd = env['PWD'] ?? this.cwd
    this.lastCode = outcome.exitCode
    if (!outcome.reached) return outcome
    for (const [name, source] of definitionsIn(script)) this.functions.set(name, source)
    this.env = left
    this.options = (options ?? '').split(':').filter(option => lasting.includes(option))
    this.exported = new Set([...(names ?? '').matchAll(/^declare -\w*x\w* (\w+)/gm)].map(([, name]) => name!))
    return outcome
  }

  /** Whether the shell ends with the first command that fails. */
  get endsOnErrors(): boolean {
    return this.options.includes('errexit')
  }

  /** What the shell's programs are given. */
  exportedVariables(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.env).filter(([name]) => this.exported.has(name)))
  }

  /** Names of what was defined here. */
  names(): string[] {
    return [
      ...this.functions.keys(),
      ...Object.keys(this.env).flatMap(name => /^BASH_ALIAS_(.+)/.exec(name)?.[1] ?? []),
    ]
  }

  /** What the shell was told to do at its end. */
  async end(host: ShellHost): Promise<void> {
    const script = this.state.traps.get('EXIT')
    if (script === undefined) return
    const functions = [...this.functions.values()].join('\n')
    await runShell(host, {script: `${functions}\n${script}`, env: this.env, cwd: this.cwd, shell: this.shell})
  }

  private prologue(): string {
    const own = Object.entries(this.env).filter(
      ([name]) => !this.exported.has(name) && /^[A-Za-z_]\w*$/.test(name) && !readOnly.has(name),
    )
    // What ends the shell on errors comes after the status that it has, what traces it before, so that this does not show.
    const set = (isErrexit: boolean) =>
      this.options.filter(option => (option === 'errexit') === isErrexit).map(option => `set -o ${option}`)
    return [
      'shopt -s expand_aliases',
      ...own.map(([name, value]) => `${name}=${quote(value)}`),
      ...this.functions.values(),
      ...(this.state.lastJob === undefined ? [] : [`${lastJob}=${this.state.lastJob}`]),
      ...set(false),
      `${internal.status} ${this.lastCode}`,
      ...set(true),
    ].join('\n')
  }
}

const epilogue = `{ ${kept.code}=$?; ${kept.options}=$SHELLOPTS; set +x; ${kept.exported}=$(export -p); } 2>/dev/null`

/** Options that hold until they are taken back, xtrace last. */
const lasting = ['allexport', 'errexit', 'noclobber', 'noglob', 'nounset', 'pipefail', 'xtrace']

/** Variables of the interpreter's own making. */
const readOnly = new Set(['SHELLOPTS', 'BASHOPTS', 'OPTIND', 'IFS', 'OSTYPE', 'MACHTYPE', 'HOSTTYPE', 'PWD', 'OLDPWD'])
