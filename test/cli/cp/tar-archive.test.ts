import assert from 'node:assert/strict'
import {archiveEnd, decodeArchive, encodeEntry, type TarEntry} from '../../../src/cli/cp/tar-archive.ts'

describe('tar archives', () => {
  const about = {mode: 0o644, modified: 1_700_000_000}
  const table: {name: string; given: TarEntry}[] = [
    {name: 'keep a file', given: {...about, name: 'a', type: 'file', content: Buffer.from('text')}},
    {name: 'keep an empty folder', given: {...about, name: 'dir', type: 'directory', content: Buffer.alloc(0)}},
    {
      name: 'keep a name longer than a header holds',
      given: {...about, name: 'x/'.repeat(80), type: 'file', content: Buffer.alloc(600, 'y')},
    },
    {name: 'keep a link', given: {...about, name: 'l', type: 'symlink', linkTarget: 'a', content: Buffer.alloc(0)}},
  ]
  for (const {name, given} of table)
    it(name, () => assert.deepEqual(decodeArchive(Buffer.concat([encodeEntry(given), archiveEnd()])), [given]))

  it('tell where one breaks off', () => {
    const whole = encodeEntry({...about, name: 'a', type: 'file', content: Buffer.alloc(600)})
    assert.throws(() => decodeArchive(whole.subarray(0, 700)), /unexpected EOF/)
  })
})
