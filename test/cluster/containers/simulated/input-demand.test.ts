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
  ]

  for (const {argv, expected} of cases)
    it(`${argv.join(' ')}: ${JSON.stringify(expected)}`, () => {
      const isEnough = inputDemand(argv)

      let read = ''
      for (const letter of isEnough ? text : '') {
        if (isEnough!(Buffer.from(read))) break
        read += letter
      }
      assert.equal(isEnough ? read : undefined, expected)
    })
})
