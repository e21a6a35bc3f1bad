import assert from 'node:assert/strict'
import {Vi} from '../../../../../../src/cluster/containers/simulated/terminal/editors/vi/vi.ts'
import {typeInto} from '../../../../../support/typed-editor.ts'

const type = (given: string | undefined, keys: string) => typeInto(start => new Vi(start).run(), given, keys)

const abc = 'a\nb\nc\n'
const words = 'one two, three\nfour\n'

describe('vi', () => {
  const edits: [name: string, given: string, keys: string, expected: string][] = [
    ['inserts before and after the cursor', 'bd\n', 'iA<Esc>lac<Esc>:wq<CR>', 'Abcd\n'],
    ['inserts at both ends of a line', '  b\n', 'Ia<Esc>Ac<Esc>ZZ', '  abc\n'],
    ['opens lines', 'b\n', 'Oa<Esc>jjoc<Esc>:x<CR>', abc],
    ['breaks a line and joins it', 'ab\n', 'li<CR><Esc>:w<CR>ggJ:wq<CR>', 'a b\n'],
    ['takes characters', 'abcd\n', 'xlD:wq<CR>', 'b\n'],
    ['takes lines, with a count', abc, '2dd:wq<CR>', 'c\n'],
    ['takes all that is there', abc, 'ggdG:wq<CR>', ''],
    ['takes to the end of a word, of a line', words, 'dwjd$:wq<CR>', 'two, three\n\n'],
    ['takes what counts multiply', 'a b c d e\n', '2d2w:wq<CR>', 'e\n'],
    ['puts lines after and before', abc, 'ddpyyP:wq<CR>', 'b\na\na\nc\n'],
    ['puts words', 'a b\n', 'dw$p:wq<CR>', 'ba \n'],
    ['changes a word, a line, the rest', 'one two\nx\n', 'cwA<Esc>wCB<Esc>jccC<Esc>:wq<CR>', 'A B\nC\n'],
    ['replaces and swaps', 'abc\n', 'rxl~:wq<CR>', 'xBc\n'],
    ['does it again', 'a\na\n', 'Ax<Esc>j.:wq<CR>', 'ax\nax\n'],
    ['does a change again', 'one one\n', 'cwtwo<Esc>w.:wq<CR>', 'two two\n'],
    ['undoes and does anew', abc, 'dddduu<C-r>:wq<CR>', 'b\nc\n'],
    ['goes to lines', abc, 'GA3<Esc>ggA1<Esc>2GA2<Esc>:wq<CR>', 'a1\nb2\nc3\n'],
    ['goes to a line by its number', abc, ':2<CR>dd:wq<CR>', 'a\nc\n'],
    ['finds, forwards and backwards', 'x a\ny a\nz a\n', '/a<CR>nx?x<CR>x:wq<CR>', ' a\ny \nz a\n'],
    ['finds a character', 'a: b: c\n', 'f:;fbD:wq<CR>', 'a: \n'],
    ['replaces everywhere', 'a a\na\n', ':%s/a/b/g<CR>:wq<CR>', 'b b\nb\n'],
    ['replaces paths, with what was found', '/etc/x\n', ':s#/etc/\\(.*\\)#/opt/\\1/&#<CR>:wq<CR>', '/opt/x//etc/x\n'],
    ['takes a range of lines', abc, ':1,2d<CR>:wq<CR>', 'c\n'],
    ['shifts selected lines', 'a\nb\nc\n', ':set sw=2 et<CR>Vj>:wq<CR>', '  a\n  b\nc\n'],
    ['shifts a line back', '    a\n', ':set sw=2 expandtab<CR><<:wq<CR>', '  a\n'],
    ['takes a selection', 'abcd\n', 'lvld:wq<CR>', 'ad\n'],
    ['types blanks for a tab', '', ':set et ts=2<CR>i<Tab>a<Esc>:wq<CR>', '  a\n'],
    ['keeps the indentation where it is told to', '  a\n', ':set ai<CR>ob<CR>c<Esc>:wq<CR>', '  a\n  b\n  c\n'],
    ['moves while it inserts', 'ac\n', 'i<Right>b<Down><Esc>:wq<CR>', 'abc\n'],
    ['erases over the end of a line', 'a\nb\n', 'ji<BS><Esc>:wq<CR>', 'ab\n'],
    ['gives up what is typed with Ctrl-C', 'ab\n', ':q!<C-c>x:wq<CR>', 'b\n'],
    ['leaves without writing', abc, 'dd:q!<CR>', abc],
    ['will not leave what is not written', abc, 'dd:q<CR>u:wq<CR>', abc],
  ]
  for (const [name, given, keys, expected] of edits)
    it(name, async () => {
      const {text, exitCode} = await type(given, keys)

      assert.equal(text, expected)
      assert.equal(exitCode, 0)
    })

  it('makes a file that there is not', async () => {
    const {text} = await type(undefined, 'ihello<Esc>:wq<CR>')

    assert.equal(text, 'hello\n')
  })

  it('shows the text, rows without any, and what it has to say', async () => {
    const {screen} = await type(`${abc}${'x'.repeat(50)}\n`, ':set nu<CR>:nonsense<CR>')

    assert.deepEqual(screen, [
      '  1 a',
      '  2 b',
      '  3 c',
      `  4 ${'x'.repeat(36)}`,
      `    ${'x'.repeat(14)}`,
      '~',
      '~',
      'E492: Not an editor command: nonsense',
    ])
  })

  const said: [keys: string, expected: string][] = [
    ['', '"f" 3L, 6B'],
    ['dd:q<CR>', 'E37: No write since last change (add ! to override)'],
    [':w<CR>', '"f" 3L, 6B written'],
    [':w g<CR>', '"g" [New] 3L, 6B written'],
    [':w /closed/x<CR>', '"/closed/x" E212: Can\'t open file for wri'.slice(0, 40)],
    ['/none<CR>', 'E486: Pattern not found: none'],
    [':set none<CR>', 'E518: Unknown option: none'],
    ['u', 'Already at oldest change'],
    ['i', '-- INSERT --'],
    ['V', '-- VISUAL LINE --'],
  ]
  for (const [keys, expected] of said)
    it(`says ${expected}`, async () => {
      const {screen, exitCode} = await type(abc, keys)

      assert.equal(screen.at(-1)!.slice(0, 40), expected.slice(0, 40))
      assert.equal(exitCode, 1)
    })
})
