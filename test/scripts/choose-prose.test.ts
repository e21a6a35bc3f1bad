import assert from 'node:assert/strict'
import {join} from 'node:path'

const {chooseProse} = (await import(join(import.meta.dirname, '../../scripts/descriptions/choose-prose.mjs'))) as {
  chooseProse: (clientNode?: string, models?: string, cdk8s?: string) => string
}

const list = '\n\nPossible enum values:\n - `"A"` is a.'

describe('chooseProse', () => {
  const cases = [
    {
      name: 'takes the lines of who says the same',
      given: ['Goes in.   - one  Comes out.', 'Goes in.\n  - one\n\nComes out.', undefined],
      expected: 'Goes in.\n  - one\n\nComes out.',
    },
    {
      name: 'does not believe who speaks of another version',
      given: ['This is beta.', 'This is alpha.', 'This is beta.'],
      expected: 'This is beta.',
    },
    {
      name: 'keeps the list of values, whoever says what is before it',
      given: ['This is beta.', `This is alpha.${list}`, undefined],
      expected: `This is beta.${list}`,
    },
    {
      name: 'believes cdk8s rather than kubernetes-models of a field that client-node does not know',
      given: [undefined, `This is alpha.${list}`, 'This is beta.'],
      expected: `This is beta.${list}`,
    },
    {
      name: 'takes kubernetes-models where nobody else knows',
      given: [undefined, `Of a status.${list}`, undefined],
      expected: `Of a status.${list}`,
    },
    {
      name: 'indents lines as deep as the blanks say that stand for them',
      given: ['Either:   - in, if     it is  - out', undefined, 'Either:\n- in, if\nit is\n- out'],
      expected: 'Either:\n  - in, if\n    it is\n - out',
    },
    {
      name: 'finds paragraphs where only blanks are left of them',
      given: ['Driver names it.  Must be a subdomain.', undefined, undefined],
      expected: 'Driver names it.\n\nMust be a subdomain.',
    },
  ] as const
  for (const {name, given, expected} of cases)
    it(name, () => {
      assert.equal(chooseProse(...given), expected)
    })
})
