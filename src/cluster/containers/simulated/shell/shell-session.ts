import {quote} from './quote.ts'
import {newShellState, runShell} from './run-shell.ts'
import {definitionsIn, lastJob} from './script-transform.ts'
import type {ShellHost, ShellState} from './shell-host.ts'

export interface ShellSessionStart {
  env: Record<string, string>
  cwd: string
  shell: string
}

/** Where a run leaves what is not told otherwise: its exit code, and what it exports. */
const kept = {code: '__code', exported: '__exported'} as const

/** A shell that is given its script piece by piece, and keeps variables, functions, aliases, jobs, the folder and `$?` between them. */
export class ShellSession {
  readonly shell: string
  readonly state: ShellState = newShellState()
  env: Record<string, string>
  cwd: string
  lastCode = 0
  private exported: Set<string>
  private readonly functions = new Map<string, string>()

  constructor({env, cwd, shell}: ShellSessionStart) {
    this.env = env
    this.cwd = cwd
    this.shell = shell
    this.exported = new Set(Object.keys(env))
  }

  /** Runs a whole piece; tells whether the shell itself has ended with it. */
  async run(host: ShellHost, script: string, stdin?: Uint8Array): Promise<{ended: boolean}> {
    const {env, exitCode} = await runShell(
      host,
      {
        script: `${this.prologue()}\n${script}\n${kept.code}=$?; ${kept.exported}=$(export -p)`,
        env: this.exportedVariables(),
        cwd: this.cwd,
        shell: this.shell,
        isPart: true,
        ...(stdin && {stdin}),
      },
      this.state,
    )
    const {[kept.code]: code, [kept.exported]: names, ...left} = env
    this.cwd = env['PWD'] ?? this.cwd
    for (const [name, source] of definitionsIn(script)) this.functions.set(name, source)
    if (code === undefined) {
      this.lastCode = exitCode
      return {ended: endsShell(script)}
    }
    this.lastCode = Number(code)
    this.env = left
    this.exported = new Set([...(names ?? '').matchAll(/^declare -\w*x\w* (\w+)/gm)].map(([, name]) => name!))
    return {ended: false}
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

  private prologue(): string {
    const own = Object.entries(this.env).filter(
      ([name]) => !this.exported.has(name) && /^[A-Za-z_]\w*$/.test(name) && !readOnly.has(name),
    )
    return [
      'shopt -s expand_aliases',
      ...own.map(([name, value]) => `${name}=${quote(value)}`),
      ...this.functions.values(),
      ...(this.state.lastJob === undefined ? [] : [`${lastJob}=${this.state.lastJob}`]),
      `(exit ${this.lastCode})`,
    ].join('\n')
  }

  /** What the shell was told to do at its end. */
  async end(host: ShellHost): Promise<void> {
    const script = this.state.traps.get('EXIT')
    if (script !== undefined) await runShell(host, {script, env: this.env, cwd: this.cwd, shell: this.shell})
  }
}

/** Variables of the interpreter's own making. */
const readOnly = new Set(['SHELLOPTS', 'BASHOPTS', 'OPTIND', 'IFS', 'OSTYPE', 'MACHTYPE', 'HOSTTYPE', 'PWD', 'OLDPWD'])

/** Whether a piece that did not come to its end took the shell with it, or was only given up. */
const endsShell = (script: string): boolean => /(^|[\n;&|({]|\s)(exit|exec|logout|set\s+-\w*e)(\s|[;)}]|$)/.test(script)
