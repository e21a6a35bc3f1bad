import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'

export interface Run {
  stdout: string
  stderr: string
  /** Null when a signal ended it. */
  code: number | null
}

export interface RunOptions {
  stdin?: string | Uint8Array
  env?: Record<string, string>
}

/** A home of kctl's own in a temporary folder, and the built program to use it with. */
export interface KctlHome {
  path: string
  /** The default cluster's folder. */
  folder: string
  environment: NodeJS.ProcessEnv
  kctl(...argv: string[]): Promise<Run>
  kctlWith(options: RunOptions, ...argv: string[]): Promise<Run>
  /** Starts it and leaves it running. */
  spawn(argv: string[], options?: SpawnOptions): ChildProcess
  /** What the daemon says of itself; undefined when there is none. */
  daemon(): {pid: number; server: string} | undefined
  /** Stops the daemon if there is one, and removes everything. */
  remove(): Promise<void>
}

export const repository = resolve(import.meta.dirname, '../..')
export const program = join(repository, 'bin', 'kctl')

export function makeKctlHome(): KctlHome {
  const path = mkdtempSync(join(tmpdir(), 'kctl-e2e-'))
  const folder = join(path, 'clusters', 'default')
  const {KUBECONFIG: _, KCTL_CLUSTER: __, NODE_OPTIONS: ___, NODE_EXTRA_CA_CERTS: ____, ...inherited} = process.env
  const environment = {...inherited, KCTL_HOME: path, HOME: path}
  const kctlWith = (options: RunOptions, ...argv: string[]) =>
    runProcess(process.execPath, [program, ...argv], {...options, env: {...environment, ...options.env}})
  const home: KctlHome = {
    path,
    folder,
    environment,
    kctlWith,
    kctl: (...argv) => kctlWith({}, ...argv),
    spawn: (argv, options = {}) => spawn(process.execPath, [program, ...argv], {env: environment, ...options}),
    daemon() {
      try {
        return JSON.parse(readFileSync(join(folder, 'daemon.json'), 'utf8'))
      } catch {
        return undefined
      }
    },
    async remove() {
      if (home.daemon()) await home.kctl('cluster', 'stop')
      rmSync(path, {recursive: true, force: true})
    },
  }
  return home
}

/** Runs a program to its end. */
export function runProcess(
  command: string,
  argv: string[],
  {stdin = '', env}: Omit<RunOptions, 'env'> & {env?: NodeJS.ProcessEnv} = {},
): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(command, argv, {stdio: 'pipe', ...(env && {env})})
    const output = {stdout: '', stderr: ''}
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
      })
    child.once('error', fail)
    child.once('close', code => done({...output, code}))
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin)
  })
}

/** How a process that was killed or has ended is waited for. */
export const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise(resolve => child.once('close', () => resolve()))
