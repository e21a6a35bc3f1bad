import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {kyamlPrinter} from '../../../src/cli/printers/kyaml-printer.ts'

describe('kyaml printer', () => {
  const print = (object: object) => kyamlPrinter({readFile: () => ''}).print(object as KubeObject)

  it('prints structs in brackets, with those of their lists beside them', () => {
    const object = {
      kind: 'Pod',
      spec: {
        containers: [
          {name: 'a', args: ['x', 1]},
          {name: 'b', env: []},
        ],
        nodeSelector: {},
      },
    }
    assert.equal(
      print(object),
      `---
{
  kind: "Pod",
  spec: {
    containers: [{
      args: [
        "x",
        1,
      ],
      name: "a",
    }, {
      env: [],
      name: "b",
    }],
    nodeSelector: {},
  },
}
`,
    )
  })

  it('keeps lines of a text apart, and what is before them', () => {
    assert.equal(
      print({data: {a: 'one\n two\n\nend', b: 'tab\there "q"', c: 'last\n'}}),
      `---
{
  data: {
    a: "\\
       one\\n\\
      \\ two\\n\\
       \\n\\
       end\\
      ",
    b: "tab\there \\"q\\"",
    c: "\\
       last\\n\\
      ",
  },
}
`,
    )
  })

  it('quotes keys that could be something else', () => {
    const keys = ['plain', 'a.b/c-d', 'no', 'n', '1', '0x1f', '1e3', '2020-01-02', '12:30', '-a', 'a b', '', 'true']
    const lines = print(Object.fromEntries(keys.map(key => [key, 1]))).split('\n')
    const quoted = lines.flatMap(line => /^ {2}"(.*)": 1,$/.exec(line)?.[1] ?? [])
    assert.deepEqual(quoted.sort(), ['', '-a', '0x1f', '1', '12:30', '1e3', '2020-01-02', 'a b', 'n', 'no', 'true'])
  })
})
