import assert from 'node:assert/strict'
import type {CliContext} from '../../../src/cli/cli-context.ts'
import {main} from '../../../src/cli/main.ts'
import {Client} from '../../../src/client/client.ts'
import {Discovery} from '../../../src/client/discovery.ts'
import {commandTable} from '../../../src/commands/index.ts'

const cases: {given: string; terminal: boolean; expected: number}[] = [
  {given: 'exec -i web -- cat', terminal: true, expected: 1},
  {given: 'exec -i web -- cat', terminal: false, expected: 130},
  {given: 'exec web -- cat', terminal: true, expected: 130},
  {given: 'attach -i web', terminal: true, expected: 1},
  {given: 'attach web', terminal: true, expected: 130},
]

describe('Ctrl-C while a command runs in a pod', () => {
  for (const {given, terminal, expected} of cases)
    it(`makes ${given} exit with ${expected} ${terminal ? 'at a terminal' : 'without one'}`, async () => {
      // The command loads this when it runs; what it shares with the test must be loaded the same way.
      const {Interruption} = await import('../../../src/cli/interrupt.ts')
      const interrupt = new AbortController()
      const client = new Client({
        // The answer never comes; only the signal can end the command.
        request() {
          interrupt.abort(new Interruption('SIGINT'))
          return new Promise(() => {})
        },
        close: async () => {},
      })
      const context: CliContext = {
        program: 'kubectl',
        env: {HOME: '/nowhere'},
        cwd: '/',
        stdin: Object.assign((async function* () {})(), {isTTY: terminal}),
        stdout: {write: () => true},
        stderr: {write: () => true},
        now: () => 0,
        signal: interrupt.signal,
        connect: async () => ({
          client,
          discovery: new Discovery(client),
          namespace: 'default',
          host: 'https://127.0.0.1:6443',
          rawConfig: {clusters: [], users: [], contexts: []},
          now: () => 0,
          gateway: () => Promise.reject(new Error('this connection has no socket')),
          close: async () => {},
        }),
      }

      const code = await main(given.split(' '), context, commandTable)

      assert.equal(code, expected)
    })
})
