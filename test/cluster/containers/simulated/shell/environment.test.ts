import assert from 'node:assert/strict'
import {runContainer} from '../../../../support/run-script.ts'

describe('the environment of a process', () => {
  const env = [
    {name: 'GREETING', value: 'Hello'},
    {name: 'PORT', value: '80'},
  ]
  const own =
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nHOSTNAME=p\nGREETING=Hello\nPORT=80\nHOME=/root\n'
  const cases = [
    {name: 'is what a runtime gives it, in order', command: ['printenv'], expected: own},
    {name: 'is the same for env', command: ['env'], expected: own},
    {name: 'has names that can be asked for', command: ['printenv', 'PORT', 'GREETING'], expected: '80\nHello\n'},
    {
      name: 'has what a script exports, and where it is, beside it',
      command: ['sh', '-c', 'A=1; export B=2; env'],
      expected: `${own}PWD=/\nB=2\n`,
    },
    {
      name: "reaches a script's scripts",
      command: ['sh', '-c', 'B=2 sh -c "echo \\$GREETING \\$B"'],
      expected: 'Hello 2\n',
    },
  ]
  for (const {name, command, expected} of cases)
    it(name, async () => {
      const {output} = await runContainer({command, env})

      assert.equal(output, expected)
    })
})
