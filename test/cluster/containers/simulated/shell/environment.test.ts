import assert from 'node:assert/strict'
import {runScript} from './run-script.ts'

describe('the environment of a process', () => {
  const env = [
    {name: 'GREETING', value: 'Hello'},
    {name: 'PORT', value: '80'},
  ]
  const own =
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nHOSTNAME=pod-0\nGREETING=Hello\nPORT=80\nHOME=/root\n'
  const cases = [
    {name: 'is what a runtime gives it, in order', command: ['printenv'], expected: own},
    {name: 'is the same for env', command: ['env'], expected: own},
    {name: 'has names that can be asked for', command: ['printenv', 'PORT', 'GREETING'], expected: '80\nHello\n'},
    {
      name: 'has what a script exports, and where it is, beside it',
      command: ['sh', '-c', 'A=1; export B=2; env'],
      expected: `${own}PWD=/\nB=2\nSHLVL=1\n`,
    },
    {
      name: "reaches a script's scripts",
      command: ['sh', '-c', 'B=2 sh -c "echo \\$GREETING \\$B"'],
      expected: 'Hello 2\n',
    },
  ]
  for (const {name, command, expected} of cases)
    it(name, async () => {
      const {logs} = await runScript('busybox', command, {env})

      assert.equal(logs, expected)
    })
})

describe('a command that runs another one', () => {
  const cases = [
    {name: 'a shell', script: 'sh -c "echo in; echo err >&2"; echo out', expected: 'in\nerr\nout\n'},
    {name: 'a shell in a pipe', script: 'sh -c "echo in" | tr a-z A-Z', expected: 'IN\n'},
    {
      name: 'a shell whose output goes to a file',
      script: 'sh -c "echo in" > /tmp/f; echo out; cat /tmp/f',
      expected: 'out\nin\n',
    },
    {name: 'xargs', script: 'printf "1 2" | xargs echo', expected: '1 2\n'},
    {name: 'env', script: 'env A=1 printenv A', expected: '1\n'},
  ]
  for (const {name, script, expected} of cases)
    it(`shows what it says: ${name}`, async () => {
      const {logs} = await runScript('busybox', ['sh', '-c', script])

      assert.equal(logs, expected)
    })
})
