import type {ChildProcess, spawn} from 'node:child_process'
import {EventEmitter} from 'node:events'
import {PassThrough} from 'node:stream'
import type {KubectlHost} from '../containers/kubectl-client.ts'
import type {Patience} from './patience.ts'

interface SpawnOptions {
  cwd?: string
  env?: Record<string, string | undefined>
  stdio?: string | string[]
}

/** node's `spawn` for the programs of a container: editors, plugins, what `KUBECTL_EXTERNAL_DIFF` names. */
export function containerSpawn(host: KubectlHost, patience: Patience): typeof spawn {
  const start = (program: string, args: readonly string[] = [], options: SpawnOptions = {}): ChildProcess => {
    const child = Object.assign(new EventEmitter(), {stdout: new PassThrough(), stderr: null})
    const isCaught = Array.isArray(options.stdio) && options.stdio[1] === 'pipe'
    const run = async (): Promise<void> => {
      if (!isThere(program, host)) {
        child.emit('error', Object.assign(new Error(`spawn ${program} ENOENT`), {code: 'ENOENT'}))
        return
      }
      const code = await patience.asking(
        host.run([program, ...args], {
          cwd: options.cwd ?? host.cwd,
          env: definedIn(options.env ?? host.env),
          ...(isCaught && {stdout: data => void child.stdout.write(data)}),
        }),
      )
      child.stdout.end()
      child.emit('close', code, null)
    }
    // Whoever starts it listens only afterwards.
    queueMicrotask(() => void run().catch(error => child.emit('error', error)))
    return child as unknown as ChildProcess
  }
  return start as typeof spawn
}

function isThere(program: string, {files, cwd, env}: KubectlHost): boolean {
  if (program.includes('/')) return files.exists(program.startsWith('/') ? program : `${cwd}/${program}`)
  return (env['PATH'] ?? '').split(':').some(folder => files.exists(`${folder}/${program}`))
}

const definedIn = (env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
