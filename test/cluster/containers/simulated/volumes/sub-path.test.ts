import assert from 'node:assert/strict'
import type {MountedTree} from '../../../../../src/cluster/containers/simulated/files/find-place.ts'
import {directory, Tree} from '../../../../../src/cluster/containers/simulated/files/tree.ts'
import {subPathOf} from '../../../../../src/cluster/containers/simulated/volumes/sub-path.ts'

const hostPath = '/var/lib/kubelet/pods/u/volumes/kubernetes.io~empty-dir/v'
const outside = 'failed to prepare subPath'
const blocked = 'failed to create subPath directory'

/** A volume with a folder, a file in it, and links. */
function volume(links: Record<string, string> = {}) {
  const tree = new Tree(directory(0, 0o2777))
  tree.root.gid = 5
  tree.write('folder/file', 'content', 0)
  for (const [name, target] of Object.entries(links))
    tree.root.children.set(name, {type: 'symlink', target, mode: 0o777, mtime: 0})
  return {root: tree.root, hostPath, tree, below: [] as MountedTree[]}
}

describe('a part of a volume', () => {
  const cases: {name: string; links?: Record<string, string>; path: string; expected: string}[] = [
    {name: 'is a file', path: 'folder/file', expected: 'file'},
    {name: 'is a folder', path: './folder/', expected: 'folder'},
    {name: 'is where a link leads', links: {a: 'b', b: 'folder/file'}, path: 'a', expected: 'file'},
    {
      name: 'is where a link to the node’s path leads',
      links: {a: `${hostPath}/folder`},
      path: 'a/file',
      expected: 'file',
    },
    {name: 'is the volume where a link leads back', links: {a: 'folder/..'}, path: 'a/folder', expected: 'folder'},
    {name: 'is made where it is missing', path: 'x/y', expected: 'made'},
    {name: 'is not above the volume', links: {a: '../'}, path: 'a', expected: outside},
    {name: 'is not elsewhere on the node', links: {a: '/bin/sh'}, path: 'a', expected: outside},
    {name: 'is not beside the volume', links: {a: `${hostPath}-other`}, path: 'a', expected: outside},
    {name: 'is not found by links that go round', links: {a: 'b', b: 'a'}, path: 'a', expected: outside},
    {name: 'is not made where a link leads to nothing', links: {a: 'nothing'}, path: 'a', expected: blocked},
    {name: 'is not made below a file', path: 'folder/file/x', expected: blocked},
  ]
  for (const {name, links, path, expected} of cases)
    it(name, () => {
      const given = volume(links)
      const {tree} = given
      const known = new Map([
        [tree.at('folder'), 'folder'],
        [tree.at('folder/file'), 'file'],
      ])

      const found = subPathOf(given, path, 1)

      assert.equal(typeof found === 'string' ? found : (known.get(found) ?? 'made'), expected)
    })

  it('that is made has the permissions and the group of the volume', () => {
    const given = volume()
    const {tree} = given

    subPathOf(given, 'x/y', 1)

    for (const path of ['x', 'x/y']) {
      const {mode, gid} = tree.at(path)!
      assert.deepEqual({mode, gid}, {mode: 0o2777, gid: 5})
    }
  })
})
