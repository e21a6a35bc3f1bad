import assert from 'node:assert/strict'
import {connectionPair} from '../../../../src/cluster/containers/connection.ts'
import {agnhost} from '../../../../src/cluster/containers/simulated/programs/agnhost/index.ts'
import type {ProgramHost, RunningProgram} from '../../../../src/cluster/containers/simulated/programs/program.ts'
import {ClusterClock} from '../../../../src/cluster/runtime/cluster-clock.ts'

interface Running {
  program: RunningProgram
  clock: ClusterClock
  output: string[]
  exits: number[]
}

/** Runs `agnhost ARGS…` on a clock that stands still. */
function run(args: string[], env: Record<string, string> = {}): Running {
  const clock = new ClusterClock(Date.UTC(2026, 0, 1))
  const output: string[] = []
  const exits: number[] = []
  const argv = ['/agnhost', ...args]
  const host = {
    argv,
    env,
    hostname: 'web-0',
    isInit: true,
    declaredPorts: [],
    now: () => clock.now(),
    after: (milliseconds: number, callback: () => void) => clock.after(milliseconds, callback),
    stdout: (text: string) => output.push(text),
    stderr: () => {},
    exit: (code: number) => exits.push(code),
    work: (task: () => Promise<void>) => task(),
  } as unknown as ProgramHost
  return {program: agnhost(argv)!(host), clock, output, exits}
}

const get = async ({program}: Running, port: number, path = '/') => {
  const request = {method: 'GET', path, headers: {}, body: ''}
  return program.listener?.(port)?.http?.(request, {ip: '10.244.1.9'})
}

describe('agnhost', () => {
  it('prints what it was called with', () => {
    const {output, exits} = run(['entrypoint-tester', 'a', 'b'])

    assert.deepEqual({output, exits}, {output: ['[/agnhost entrypoint-tester a b]\n'], exits: [0]})
  })

  it('spreads the lines of a log evenly over a time, and ends', async () => {
    const {output, exits, clock} = run(['logs-generator', '--log-lines-total', '10', '--run-duration', '5s'])
    const next = () => clock.advance(clock.now() + 2500, async () => {})

    await next()
    const half = output.length
    await next()

    assert.equal(half, 6)
    assert.equal(output.length, 10)
    assert.deepEqual(exits, [0])
    assert.match(
      output[9]!,
      /^I0101 00:00:04\.500000 +1 logs_generator\.go:76\] 9 \w+ \/api\/v1\/namespaces\/\S+ \d{3}\n$/,
    )
  })

  it('serves on the ports that its environment names', async () => {
    const porter = run(['porter'], {SERVE_PORT_80: 'foo', SERVE_PORT_x: 'none'})

    assert.equal((await get(porter, 80))?.body, 'foo')
    assert.equal(await get(porter, 81), undefined)
  })

  it('tells its hostname', async () => {
    assert.equal((await get(run(['serve-hostname']), 9376))?.body, 'web-0')
    assert.equal((await get(run(['netexec', '--http-port=8083']), 8083, '/hostname'))?.body, 'web-0')
  })

  it('answers TLS alone where it is given a key pair', () => {
    const secured = run(['netexec', '--tls-cert-file', '/localhost.crt', '--tls-private-key-file=/localhost.key'])

    assert.equal(secured.program.listener?.(8080)?.http, undefined)
    assert.ok(secured.program.listener?.(8080)?.accept)
    assert.ok(run(['netexec']).program.listener?.(8080)?.http)
  })

  describe('a tester of forwarded ports', () => {
    const environment = {
      BIND_PORT: '80',
      EXPECTED_CLIENT_DATA: 'abc',
      CHUNKS: '2',
      CHUNK_SIZE: '3',
      CHUNK_INTERVAL: '100',
    }
    const connect = ({program}: Running) => {
      const {client, server} = connectionPair()
      program.listener?.(80)?.accept(server, {ip: '127.0.0.1'})
      return client
    }
    const turn = () => new Promise(resolve => setImmediate(resolve))

    it('hears what it expects, says its chunks in time, and ends', async () => {
      const tester = run(['port-forward-tester'], environment)
      const client = connect(tester)

      client.send(Buffer.from('abc'))
      await turn()
      await tester.clock.advance(tester.clock.now() + 600, async () => {})
      const heard = []
      for await (const chunk of client.received) heard.push(Buffer.from(chunk).toString())

      assert.deepEqual(heard, ['xxx', 'xxx'])
      assert.deepEqual(tester.output, [
        'Accepted client connection\n',
        'Received expected client data\n',
        'Shutting down connection\n',
        'Done\n',
      ])
      assert.deepEqual(tester.exits, [0])
    })

    it('ends with what went wrong where it hears too little', async () => {
      const tester = run(['port-forward-tester'], environment)
      const client = connect(tester)

      client.end()
      await turn()

      assert.equal(tester.output.at(-1), 'Expected to read 3 bytes from client, but got 0 instead. err=EOF\n')
      assert.deepEqual(tester.exits, [2])
    })
  })
})
