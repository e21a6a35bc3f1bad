import type {CliContext} from '../../src/cli/cli-context.ts'
import {main} from '../../src/cli/main.ts'
import type {Client} from '../../src/client/client.ts'
import {Discovery} from '../../src/client/discovery.ts'
import {commandTable} from '../../src/commands/index.ts'

export interface Outcome {
  stdout: string
  stderr: string
  code: number
}

export interface Stage {
  /** What every connection of the command leads to. */
  client?: Client
  namespace?: string
  cwd?: string
  stdin?: string
  env?: Record<string, string>
  now?: number
}

/** Runs one command line against a given client, with everything else held in memory. */
export async function runKctl(argv: readonly string[], stage: Stage = {}): Promise<Outcome> {
  const outcome: Outcome = {stdout: '', stderr: '', code: 0}
  const collect = (stream: 'stdout' | 'stderr') => ({
    write(chunk: string | Uint8Array) {
      outcome[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    },
  })
  const context: CliContext = {
    program: 'kubectl',
    env: {HOME: '/nowhere', ...stage.env},
    cwd: stage.cwd ?? '/',
    stdin: (async function* () {
      yield stage.stdin ?? ''
    })(),
    stdout: collect('stdout'),
    stderr: collect('stderr'),
    now: () => stage.now ?? Date.UTC(2026, 0, 1),
    async connect({namespace}) {
      const {client} = stage
      if (!client) throw new Error('this test has no server')
      return {
        client,
        discovery: new Discovery(client),
        namespace: namespace || stage.namespace || 'default',
        host: 'https://127.0.0.1:6443',
        rawConfig: {clusters: [], users: [], contexts: []},
        now: context.now,
        gateway: () => Promise.reject(new Error('this connection has no socket')),
        close: async () => {},
      }
    },
  }
  outcome.code = await main(argv, context, commandTable)
  return outcome
}
