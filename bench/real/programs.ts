import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {openSync} from 'node:fs'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {realProgram} from '../support/repository.ts'

/** Programs of Kubernetes' own that run for a benchmark, their logs in its folder. */
export class RealPrograms {
  readonly folder: string
  readonly pids: number[] = []
  private readonly children: ChildProcess[] = []

  constructor(folder: string) {
    this.folder = folder
  }

  /** Throws where it is not built. */
  launch(name: string, args: string[]): void {
    const program = realProgram(name)
    if (!program) throw new Error(`${name} is not built`)
    const log = openSync(join(this.folder, `${name}.log`), 'w')
    const child = spawn(program, args, {stdio: ['ignore', log, log], cwd: this.folder})
    this.children.push(child)
    this.pids.push(child.pid!)
  }

  /** etcd alone, on free ports; returns its URL. */
  async launchEtcd(): Promise<string> {
    const [clients, peers] = [await freePort(), await freePort()]
    const at = (number: number) => `http://127.0.0.1:${number}`
    this.launch('etcd', [
      `--data-dir=${join(this.folder, 'etcd')}`,
      `--listen-client-urls=${at(clients)}`,
      `--advertise-client-urls=${at(clients)}`,
      `--listen-peer-urls=${at(peers)}`,
      `--initial-advertise-peer-urls=${at(peers)}`,
      `--initial-cluster=default=${at(peers)}`,
    ])
    return at(clients)
  }

  /** The last one started goes first. */
  async stop(): Promise<void> {
    for (const child of this.children.reverse()) {
      if (child.exitCode !== null) continue
      const gone = once(child, 'exit')
      child.kill()
      await gone
    }
  }
}

/** A port of the loopback on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as {port: number}
  server.close()
  return port
}
