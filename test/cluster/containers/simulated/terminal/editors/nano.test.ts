import assert from 'node:assert/strict'
import {Nano} from '../../../../../../src/cluster/containers/simulated/terminal/editors/nano.ts'
import {typeInto} from '../../../../../support/typed-editor.ts'

const type = (given: string | undefined, keys: string) => typeInto(start => new Nano(start).run(), given, keys)

describe('nano', () => {
  const edits: [name: string, given: string | undefined, keys: string, expected: string | undefined][] = [
    ['writes what is typed, at the end', 'b\n', 'a<C-X>y<CR>', 'ab\n'],
    ['makes a file', undefined, 'new<C-O><CR><C-X>', 'new\n'],
    ['leaves without writing', 'a\n', 'x<C-X>n', 'a\n'],
    ['stays when that is wanted', 'a\n', 'x<C-X><C-c>y<C-X>y<CR>', 'xya\n'],
    ['cuts lines and puts them elsewhere', 'a\nb\nc\n', '<C-K><C-K><C-U><C-U><C-O><CR><C-X>', 'a\nb\na\nb\nc\n'],
    ['erases both ways', 'abc\n', '<Right><BS><Del><C-O><CR><C-X>', 'c\n'],
    ['finds', 'a\nb x\n', '<C-W>x<CR>y<C-O><CR><C-X>', 'a\nb yx\n'],
  ]
  for (const [name, given, keys, expected] of edits)
    it(name, async () => {
      const {text, exitCode} = await type(given, keys)

      assert.equal(text, expected)
      assert.equal(exitCode, 0)
    })

  it('shows what it is, the text, and its keys', async () => {
    const {screen} = await type('a\nb\n', 'x')

    assert.deepEqual(screen, [
      '  GNU nano 7.2  f *',
      'xa',
      'b',
      '',
      '',
      '',
      '^O Write Out   ^W Where Is   ^K Cut   ^U',
      '^X Exit',
    ])
  })
})
