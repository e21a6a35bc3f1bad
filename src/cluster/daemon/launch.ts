import {spawn} from 'node:child_process'
import {openSync, readFileSync, statSync} from 'node:fs'
import {setTimeout as pause} from 'node:timers/promises'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {makeFolder} from '../../client/embedded/make-folder.ts'
import {heapOptions} from './heap-options.ts'
import {type DaemonRecord, holdsEngine, isAlive, readDaemonRecord} from './record.ts'

export interface LaunchOptions {
  home: ClusterHome
  /** Node, and its arguments that run the daemon in the foreground. */
  command: string[]
  /** How many nodes the cluster has, as far as that is known. */
  nodes: number
  /** Milliseconds to wait for it; one that ends is noticed at once. */
  timeout?: number
}

const lookInterval = 10
/** Registering 5,000 nodes, or catching up with what 150,000 pods have missed, takes minutes. */
const longestStart = 15 * 60_000

/** Starts the daemon in the background and resolves when it answers. Throws an Error with the daemon's own last words if it does not come up. */
export async function launchDaemon({
  home,
  command,
  nodes,
  timeout = longestStart,
}: LaunchOptions): Promise<DaemonRecord> {
  makeFolder(home.folder)
  const log = openSync(home.log, 'a', 0o600)
  const said = statSync(home.log).size
  const [program, ...args] = command as [string, ...string[]]
  const child = spawn(program, [...heapOptions({nodes}), ...args], {detached: true, stdio: ['ignore', log, log]})
  child.unref()
  let exited: number | undefined
  child.once('exit', code => {
    exited = code ?? 1
  })
  for (let waited = 0; waited < timeout; waited += lookInterval) {
    const record = readDaemonRecord(home)
    if (record && record.pid === child.pid) return record
    if (exited !== undefined || !isAlive(child.pid!)) throw new Error(lastWords(home.log, said))
    await pause(lookInterval)
  }
  process.kill(child.pid!)
  throw new Error(`the cluster did not start within ${timeout / 1000}s; see ${home.log}`)
}

function lastWords(file: string, from: number): string {
  const text = readFileSync(file).subarray(from).toString().trim()
  return (
    text
      .replace(/^error: /, '')
      .split('\n')
      .slice(0, 5)
      .join('\n') || `the cluster did not start; see ${file}`
  )
}

/** Asks the daemon to stop and resolves when it has. Returns whether one was running. */
export async function stopDaemon(home: ClusterHome, timeout = 30_000): Promise<boolean> {
  const record = readDaemonRecord(home)
  if (!record) return false
  signal(record.pid, 'SIGTERM')
  for (let waited = 0; holdsEngine(home, record.pid); waited += lookInterval) {
    if (waited >= timeout) signal(record.pid, 'SIGKILL')
    await pause(lookInterval)
  }
  // Without the lock it has nothing left to do but to end; where nobody reaps the dead, its pid stays all the same.
  for (let waited = 0; isAlive(record.pid) && waited < 1_000; waited += lookInterval) await pause(lookInterval)
  return true
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
