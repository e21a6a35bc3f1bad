import assert from 'node:assert/strict'
import {repositorySpec} from '../../../src/cli/kustomize/repository-spec.ts'

const cases: {given: string; url?: string; folder?: string; ref?: string}[] = [
  {given: '../base'},
  {given: '/absolute'},
  {given: 'base/a/b'},
  {given: 'https://example.com/alone'},
  {given: 'https://github.com/org/repo', url: 'https://github.com/org/repo', folder: ''},
  {given: 'github.com/org/repo/a/b?ref=v1', url: 'https://github.com/org/repo', folder: 'a/b', ref: 'v1'},
  {given: 'https://example.com/org/repo//a?version=v2', url: 'https://example.com/org/repo', folder: 'a', ref: 'v2'},
  {given: 'https://example.com/x/org/repo.git/a', url: 'https://example.com/x/org/repo.git', folder: 'a'},
  {given: 'git@github.com:org/repo/a', url: 'git@github.com:org/repo', folder: 'a'},
  {given: 'ssh://git@example.com/org/repo', url: 'ssh://git@example.com/org/repo', folder: ''},
  {given: 'https://dev.azure.com/o/p/_git/repo/a', url: 'https://dev.azure.com/o/p/_git/repo', folder: 'a'},
  {given: 'file:///srv/repo//a', url: 'file:///srv/repo', folder: 'a'},
  {given: 'git::https://example.com/org/repo', url: 'https://example.com/org/repo', folder: ''},
  {given: 'https://example.com/org/repo//../a'},
]

describe('where a kustomization is', () => {
  for (const {given, url, folder, ref = ''} of cases)
    it(`${given} is ${url ? `'${folder}' of ${url}` : 'no repository'}`, () => {
      const spec = repositorySpec(given)

      assert.deepEqual(spec && {url: spec.url, folder: spec.folder, ref: spec.ref}, url && {url, folder, ref})
    })

  it('says how long git may take, and what of submodules', () => {
    const {timeout, submodules} = repositorySpec('https://example.com/o/r?timeout=1m30s&submodules=false')!

    assert.deepEqual({timeout, submodules}, {timeout: 90_000, submodules: false})
  })
})
