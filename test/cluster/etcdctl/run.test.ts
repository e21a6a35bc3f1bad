import assert from 'node:assert/strict'
import {Session} from './session.ts'

describe('An etcdctl line', () => {
  let session: Session
  beforeEach(async () => {
    session = await Session.open()
    await session.store.put({key: 'a', value: '1'})
    await session.store.put({key: 'b', value: Uint8Array.of(0xff, 0x0a)})
  })
  afterEach(() => session.close())

  const cases = [
    {name: 'prints bytes in hex', given: 'get b --hex', stdout: '\\x62\\n\\xff\\x0a\n'.replace('\\n', '\n')},
    {name: 'quotes bytes in fields', given: 'get b -w fields', contains: '"Value" : "\\xff\\n"'},
    {name: 'takes a short flag and its value together', given: 'get a -wjson', contains: '"value":"MQ=="'},
    {name: 'takes flags before the command', given: '--write-out json get a', contains: '"value":"MQ=="'},
    {name: 'takes flags after the arguments', given: 'get a --print-value-only', stdout: '1\n'},
    {name: 'sorts', given: 'get --prefix --keys-only --order=DESCEND ', stdout: 'b\n\na\n\n'},
    {name: 'counts', given: 'get a --count-only -w fields', contains: '"Count" : 1'},
    {
      name: 'keeps leases that it is given',
      given: 'put c 1 --lease=1f',
      stderr: /requested lease not found/,
      exitCode: 1,
    },
    {
      name: 'refuses a lease that is no number',
      given: 'put c 1 --lease=zz',
      stderr: /bad lease ID \(strconv.ParseInt: parsing "zz": invalid syntax\), expecting ID in Hex/,
      exitCode: 128,
    },
    {
      name: 'refuses protobuf',
      given: 'get a -w protobuf',
      stderr: /^Error: protobuf not supported as output format\n$/,
      exitCode: 4,
    },
    {
      name: 'refuses a sort that there is not',
      given: 'get a --sort-by=SIZE',
      stderr: /bad sort target SIZE/,
      exitCode: 4,
    },
    {name: 'refuses a range end and a prefix', given: 'get a b --prefix', stderr: /too many arguments/, exitCode: 128},
    {
      name: 'refuses values that are no numbers',
      given: 'get a --limit=x',
      stderr: /invalid argument "x" for "--limit" flag/,
      exitCode: 1,
    },
    {
      name: 'refuses a flag without its value',
      given: 'get a --rev',
      stderr: /flag needs an argument: --rev/,
      exitCode: 1,
    },
    {
      name: 'refuses another etcd',
      given: 'get a --endpoints=10.0.0.1:2379',
      stderr: /works on the embedded cluster's own store, not on 10.0.0.1:2379/,
      exitCode: 1,
    },
    {name: 'knows its own address', given: 'get a --endpoints=http://localhost:2379', stdout: 'a\n1\n'},
    {
      name: 'refuses times that are no durations',
      given: 'get a --command-timeout=5',
      stderr:
        /^Error: invalid argument "5" for "--command-timeout" flag: time: missing unit in duration "5"\n\nError: /,
      exitCode: 1,
    },
    {name: 'knows a command by the beginning of its name', given: 'g a', stdout: 'a\n1\n'},
    {name: 'knows both words of one so', given: 'le li', stdout: 'found 0 leases\n'},
    {
      name: 'says which one may be meant',
      given: 'gett a',
      stderr:
        /^Error: unknown command "gett" for "etcdctl"\n\nDid you mean this\?\n\tget\n\nRun 'etcdctl --help' for usage\.\nError: /,
      exitCode: 1,
    },
    {
      name: 'takes what follows an unknown flag for its value, as cobra does',
      given: '--prefix get alrm',
      stderr: /unknown command "alrm" for "etcdctl"\n\nDid you mean this\?\n\talarm\n/,
      exitCode: 1,
    },
    {
      name: 'needs a command for an unknown flag',
      given: '--bogus',
      stderr: /^Error: unknown flag: --bogus\n/,
      exitCode: 1,
    },
    {name: 'helps with a command', given: 'help get', contains: 'etcdctl get [options] <key> [range_end] [flags]'},
    {name: 'shows help for a group', given: 'lease', contains: '\tkeep-alive\tKeeps leases alive (renew)'},
    {name: 'shows help for a command', given: 'del -h', contains: 'etcdctl del [options] <key> [range_end] [flags]'},
  ]
  for (const {name, given, stdout, contains, stderr = /^$/, exitCode = 0} of cases) {
    it(name, async () => {
      const outcome = await session.run(given.split(' '))

      assert.match(outcome.stderr, stderr)
      assert.equal(outcome.exitCode, exitCode)
      if (stdout !== undefined) assert.equal(outcome.stdout, stdout)
      if (contains !== undefined) assert.ok(outcome.stdout.includes(contains), outcome.stdout)
    })
  }

  it('reads a value from stdin, whole', async () => {
    await session.run(['put', 'c'], {stdin: 'two\nlines\n'})

    assert.equal((await session.run(['get', 'c', '--print-value-only'])).stdout, 'two\nlines\n\n')
  })

  it('takes flags from the environment, but not from both', async () => {
    const env = {ETCDCTL_WRITE_OUT: 'json'}

    assert.match((await session.run(['get', 'a'], {env})).stdout, /^\{"header"/)
    const both = await session.run(['get', 'a', '-w', 'simple'], {env})
    assert.deepEqual([both.exitCode, /"ETCDCTL_WRITE_OUT" is shadowed/.test(both.stderr)], [1, true])
  })

  it('watches until it is interrupted, and runs a command for each event', async () => {
    const {signal, stop} = interruption()
    const plain = session.run(['watch', 'a', '--prev-kv'], {signal})
    const exec = session.run(['watch', 'a', '--', 'sh', '-c', 'echo "$ETCD_WATCH_EVENT_TYPE $ETCD_WATCH_VALUE"'], {
      signal,
    })
    await turn()

    await session.store.put({key: 'a', value: '2'})
    await session.store.delete({key: 'a'})
    stop()

    assert.equal((await plain).stdout, 'PUT\na\n1\na\n2\nDELETE\na\n2\na\n\n')
    assert.equal((await exec).stdout, 'PUT\na\n2\n"PUT" "2"\nDELETE\na\n\n"DELETE" ""\n')
  })

  it('says so when a watch asks for what is gone', async () => {
    await session.store.put({key: 'a', value: '2'})
    await session.store.compact(4)

    assert.deepEqual(await session.run(['watch', 'a', '--rev=2']), {
      stdout: '',
      stderr:
        'watch was canceled (etcdserver: mvcc: required revision has been compacted)\nError: watch is canceled by the server\n',
      exitCode: 5,
    })
  })

  it('keeps a lease alive until it is interrupted', async () => {
    await session.store.grant(60, 0xabn)
    const {signal, stop} = interruption()
    const running = session.run(['lease', 'keep-alive', 'ab'], {signal})
    await turn()
    stop()

    assert.equal((await running).stdout, 'lease 00000000000000ab keepalived with TTL(60)\n')
  })

  it('restores the embedded cluster where no directory is named', async () => {
    const {exitCode} = await session.run(['snapshot', 'restore', import.meta.filename])

    assert.deepEqual([exitCode, session.restored], [0, [import.meta.filename]])
  })
})

function interruption(): {signal: AbortSignal; stop(): void} {
  const controller = new AbortController()
  return {signal: controller.signal, stop: () => controller.abort()}
}

/** Lets what has been started get to where it waits. */
async function turn(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await new Promise(resolve => setImmediate(resolve))
}
