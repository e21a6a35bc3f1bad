import assert from 'node:assert/strict'
import {inputDemand} from '../../../../src/cluster/containers/simulated/input-demand.ts'

describe('how much of its input a command reads', () => {
  const text = 'one\ntwo\nthree\nfour\n'
  const cases: {argv: string[]; expected: string | undefined}[] = [
    {argv: ['head', '-1'], expected: 'one\n'},
    {argv: ['head', '-n', '2'], expected: 'one\ntwo\n'},
    {argv: ['head', '-c5'], expected: 'one\nt'},
    {argv: ['head', '-n', '-1'], expected: text},
    {argv: ['head', '-1', '/etc/passwd'], expected: undefined},
    {argv: ['sh', '-c', 'head -n1 | tr a-z A-Z'], expected: 'one\n'},
    {argv: ['sh', '-c', 'head -n1; cat'], expected: text},
    {argv: ['sh', '-c', 'read a; read b; echo $b'], expected: 'one\ntwo\n'},
    {argv: ['sh', '-c', 'while read line; do echo $line; done'], expected: text},
    {argv: ['cat'], expected: text},
    {argv: ['sleep', '5'], expected: undefined},
    {argv: ['python3', '-c', 'print(1)'], expected: undefined},
    {argv: ['python3'], expected: text},
    {argv: ['tar', 'xf', '-', '-C', '/tmp'], expected: text},
    {argv: ['tar', '-C', '/tmp', '-xmf', '/tmp/a.tar'], expected: undefined},
    {argv: ['tar', 'cf', '-', '/etc'], expected: undefined},
    {argv: ['sh', '-c', 'mkdir -p /x; tar -C /x -xmf /tmp/a.tar; e=$?; rm /tmp/a.tar; exit $e'], expected: undefined},
    {argv: ['sh', '-c', 'tar xmf - -C /x'], expected: text},
    {argv: ['sh', '-c', 'grep root /etc/passwd | sort'], expected: undefined},
    {argv: ['sh', '-c', 'echo cat the head'], expected: undefined},
    {argv: ['sh', '-c', 'wc -c < /etc/passwd'], expected: undefined},
    {argv: ['sh', '-c', 'sort'], expected: text},
    {argv: ['sh', '-c', 'exec timeout 5 cat'], expected: text},
    {argv: ['timeout', '-s', 'KILL', '9', 'env', 'A=b', 'cat'], expected: text},
    {argv: ['nice', '-n', '5', 'ls'], expected: undefined},
    {argv: ['sh', '-c', 'f() { sort; }; f'], expected: text},
    {argv: ['sh', '-c', "sh -c 'read a'"], expected: 'one\n'},
    {argv: ['sh', '-c', "bash -c 'ls /tmp'"], expected: undefined},
    {argv: ['sh', '-c', 'bash'], expected: text},
    {argv: ['sh', '-c', 'cat "$FILE"'], expected: undefined},
    {argv: ['sh', '-c', 'cat << END\nx\nEND'], expected: undefined},
  ]

  for (const {argv, expected} of cases)
    it(`${argv.join(' ')}: ${JSON.stringify(expected)}`, async () => {
      const isEnough = await inputDemand(argv)

      let read = ''
      for (const letter of isEnough ? text : '') {
        if (isEnough!(Buffer.from(read))) break
        read += letter
      }
      assert.equal(isEnough ? read : undefined, expected)
    })
})
