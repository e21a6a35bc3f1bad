import assert from 'node:assert/strict'
import type {NodeDisk} from '../../../../src/cluster/containers/node-disk.ts'
import {checkHostPath} from '../../../../src/cluster/kubelet/volumes/host-path.ts'

const found: Record<string, 'file' | 'directory' | 'socket'> = {'/d': 'directory', '/f': 'file', '/s.sock': 'socket'}

const disk = (isChanged: boolean) =>
  ({isChanged: () => isChanged, typeOf: async (path: string) => found[path]}) as unknown as NodeDisk

describe("what a hostPath volume says of its node's files", () => {
  const fits = [
    '/d Directory',
    '/d DirectoryOrCreate',
    '/f File',
    '/f FileOrCreate',
    '/s.sock Socket',
    '/none DirectoryOrCreate',
    '/none FileOrCreate',
    '/none ',
    '/f ',
  ]
  const fails: Record<string, string> = {
    '/none Directory': 'a directory',
    '/f Directory': 'a directory',
    '/f DirectoryOrCreate': 'a directory',
    '/none File': 'a file',
    '/d FileOrCreate': 'a file',
    '/f Socket': 'a socket file',
    '/f BlockDevice': 'a block device',
    '/f CharDevice': 'a character device',
  }
  const check = (line: string, isChanged = true) => {
    const [path = '', type = ''] = line.split(' ')
    return checkHostPath({path, type}, 'node', disk(isChanged))
  }
  for (const line of fits)
    it(`${line} is so`, async () => {
      await check(line)
    })

  for (const [line, kind] of Object.entries(fails))
    it(`${line} is not so`, async () => {
      const path = line.split(' ')[0]!
      await assert.rejects(check(line), {message: `hostPath type check failed: ${path} is not ${kind}`})
    })

  it('is taken for granted where nobody has been at them and what is missing is made', async () => {
    await check('/f DirectoryOrCreate', false)
  })
})
