import assert from 'node:assert/strict'
import {ByteQueue} from '../../../../../src/cluster/containers/connection.ts'
import {simulatedPods} from '../../../../support/simulated-pods.ts'

interface Typing {
  name: string
  argv: string[]
  /** What is typed, each when what came before has come to rest, and all that has been put out by then. */
  steps: [typed: string, seen: string][]
  exitCode: number
}

const lines = (...steps: string[]): string => steps.join('\n')

const sessions: Typing[] = [
  {
    name: 'cat tells what it is told, at once',
    argv: ['cat'],
    steps: [
      ['a\n', 'a\n'],
      ['b', 'a\nb'],
    ],
    exitCode: 0,
  },
  {
    name: 'a shell ends at exit though more could come',
    argv: ['sh'],
    steps: [
      ['echo hi\n', 'hi\n'],
      ['exit 3\necho no\n', 'hi\n'],
    ],
    exitCode: 3,
  },
  {
    name: 'the word exit ends nothing',
    argv: ['sh'],
    steps: [
      ['echo exit\n', 'exit\n'],
      ['echo on', 'exit\non\n'],
    ],
    exitCode: 0,
  },
  {
    name: 'a line that is wrong ends a shell at once',
    argv: ['sh'],
    steps: [['echo on\n) x\necho no\n', 'on\n']],
    exitCode: 2,
  },
  {
    name: 'a shell keeps functions, variables, options and traps',
    argv: ['sh'],
    steps: [
      ['f() {\n', ''],
      ['  echo "f $1 $x"\n}\nx=1\ntrap "echo bye" EXIT\n', ''],
      ['f a\nset -e\n', 'f a 1\n'],
      ['false\necho no\n', 'f a 1\nbye\n'],
    ],
    exitCode: 1,
  },
  {
    name: 'commands read what comes after them in the script',
    argv: ['sh'],
    steps: [
      ['read a\nvalue\necho "<$a>"\n', '<value>\n'],
      ['cat\n', '<value>\n'],
      ['rest\n', '<value>\nrest\n'],
    ],
    exitCode: 0,
  },
  {
    name: 'read has one line each',
    argv: ['sh', '-c', 'read a; echo "1 $a"; read b; echo "2 $b"; cat'],
    steps: [
      ['x\n', '1 x\n'],
      ['y\nz\n', '1 x\n2 y\nz\n'],
    ],
    exitCode: 0,
  },
  {
    name: 'a loop reads to the end',
    argv: ['sh', '-c', 'while read l; do echo "> $l"; done; echo end'],
    steps: [
      ['x\n', '> x\n'],
      ['y\nz', '> x\n> y\nend\n'],
    ],
    exitCode: 0,
  },
  {
    name: 'a file gets all of it',
    argv: ['sh', '-c', 'cat > /f; wc -l < /f'],
    steps: [
      ['x\n', ''],
      ['y\n', '2\n'],
    ],
    exitCode: 0,
  },
  {name: 'what a file says waits for nobody', argv: ['cat', '/etc/hostname'], steps: [['', 'pod\n']], exitCode: 0},
  {
    name: 'what needs all of it has it at the end',
    argv: ['sh', '-c', 'sort | head -1'],
    steps: [
      ['b\n', ''],
      ['a\n', 'a\n'],
    ],
    exitCode: 0,
  },
  {
    name: 'what is not a command is told in its line',
    argv: ['sh'],
    steps: [[lines('echo a', 'if fi', 'echo b', ''), 'a\n']],
    exitCode: 2,
  },
]

describe('what is typed into a container', () => {
  for (const {name, argv, steps, exitCode} of sessions)
    it(name, async () => {
      const {runtime, start, activity} = simulatedPods()
      const {containers} = await start([{command: ['sleep', '1000']}])
      const stdin = new ByteQueue()
      let output = ''
      let code: number | undefined

      const done = runtime
        .exec(containers[0]!, argv, {
          tty: false,
          stdin,
          stdout: data => {
            output += Buffer.from(data).toString()
          },
          stderr: () => {},
        })
        .then(ended => {
          code = ended
        })
      for (const [index, [typed, seen]] of steps.entries()) {
        stdin.push(Buffer.from(typed))
        if (index === steps.length - 1 && code === undefined) stdin.close()
        await new Promise(resolve => setImmediate(resolve))
        await activity.settled()
        assert.equal(output, seen)
      }
      await done

      assert.equal(code, exitCode)
      await runtime.close()
    })

  const takers = [
    ['sh', '-c', 'cat > /tmp/taken'],
    ['sh', '-c', 'cat - > /tmp/part && mv /tmp/part /tmp/taken'],
    ['tee', '/tmp/taken'],
    ['dd', 'of=/tmp/taken'],
  ]
  for (const argv of takers)
    it(`${argv.join(' ')} takes what was sent by somebody who goes away at once`, async () => {
      const {runtime, start, activity} = simulatedPods()
      const {containers} = await start([{command: ['sleep', '1000']}])
      const [stdin, caller] = [new ByteQueue(), new AbortController()]
      const process = {tty: false, stdout: () => {}, stderr: () => {}}
      const ended = runtime.exec(containers[0]!, argv, {...process, stdin, signal: caller.signal})
      await new Promise(resolve => setImmediate(resolve))
      await activity.settled()

      stdin.push(Buffer.from('sent\n'))
      stdin.close()
      caller.abort()
      await ended

      let taken = ''
      const put = (data: Uint8Array) => {
        taken += Buffer.from(data).toString()
      }
      await runtime.exec(containers[0]!, ['cat', '/tmp/taken'], {...process, stdout: put})
      assert.equal(taken, 'sent\n')
      await runtime.close()
    })

  for (const [operator, expected] of [
    ['>', ['a\n', 'a\nb\n']],
    ['>>', ['old\na\n', 'old\na\nb\n']],
  ] as const)
    it(`cat ${operator} FILE puts into it what comes, when it comes`, async () => {
      const {runtime, start, activity} = simulatedPods()
      const {containers} = await start([{command: ['sh', '-c', 'echo old > /f; sleep 1000']}])
      const [stdin, caller] = [new ByteQueue(), new AbortController()]
      const process = {tty: false, stdin, stdout: () => {}, stderr: () => {}, signal: caller.signal}
      const ended = runtime.exec(containers[0]!, ['sh', '-c', `cat ${operator} /f`], process)
      const seen: string[] = []

      for (const line of ['a\n', 'b\n']) {
        stdin.push(Buffer.from(line))
        await new Promise(resolve => setImmediate(resolve))
        await activity.settled()
        seen.push((await runtime.execSync(containers[0]!, ['cat', '/f'])).stdout)
      }

      assert.deepEqual(seen, expected)
      caller.abort()
      await ended
      await runtime.close()
    })

  it('cat > FILE fails where the file cannot be made', async () => {
    const {runtime, start} = simulatedPods()
    const {containers} = await start([{command: ['sleep', '1000']}])
    const stdin = new ByteQueue()
    stdin.close()
    let said = ''
    const process = {
      tty: false,
      stdin,
      stdout: () => {},
      stderr: (data: Uint8Array) => {
        said += Buffer.from(data).toString()
      },
    }

    const code = await runtime.exec(containers[0]!, ['sh', '-c', 'cat > /none/f && echo no'], process)

    assert.match(said, /\/none\/f.*(nonexistent|No such)/)
    assert.notEqual(code, 0)
    await runtime.close()
  })

  it('leaves an attached client alone when it has typed all, but where the program learns of its end', async () => {
    const {runtime, start, logs} = simulatedPods()
    const config = {command: ['sh', '-c', 'cat; echo over'], stdin: true}
    const {containers} = await start([config, {...config, stdinOnce: true}])

    for (const container of containers) {
      const stdin = new ByteQueue()
      stdin.push(Buffer.from('a\n'))
      stdin.close()
      await runtime.attach(container, {tty: false, stdin, stdout: () => {}, stderr: () => {}})
    }

    assert.deepEqual([await logs(containers[0]!), await logs(containers[1]!)], ['a\n', 'a\nover\n'])
    await runtime.close()
  })
})
