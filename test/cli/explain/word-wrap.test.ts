import assert from 'node:assert/strict'
import {fillLines} from '../../../src/cli/explain/v2/fill-lines.ts'
import {wordWrap} from '../../../src/cli/explain/word-wrap.ts'

const wrapped = [
  {name: 'words fill lines', text: 'one two three', limit: 8, expected: 'one two\nthree'},
  {
    name: 'a long word has a line of its own',
    text: 'see abcdefghijkl now',
    limit: 8,
    expected: 'see\nabcdefghijkl\nnow',
  },
  {name: 'a long word may begin a line', text: 'abcdefghijkl', limit: 8, expected: 'abcdefghijkl'},
  {name: 'breaks of the text stay', text: 'a\n\nb', limit: 8, expected: 'a\n\nb'},
]

const filled = [
  {name: 'words fill lines across breaks', text: 'one\ntwo three', expected: ['one two', 'three']},
  {name: 'points of a list begin lines', text: 'a\n- b\n- c', expected: ['a', '- b', '- c']},
  {name: 'what is set apart stays so', text: 'a\n    b  c', expected: ['a', '    b  c']},
  {name: 'paragraphs stay apart', text: 'a:\nb\n\nc', expected: ['a:', 'b', '', 'c']},
]

describe('explain wraps text as kubectl does', () => {
  for (const {name, text, limit, expected} of wrapped) it(name, () => assert.equal(wordWrap(text, limit), expected))
  for (const {name, text, expected} of filled)
    it(`openapiv2: ${name}`, () => assert.deepEqual(fillLines(text, 8), expected))
})
