import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {readKubeconfigFile} from '../../../src/client/kubeconfig/read-kubeconfig.ts'

describe('reading a kubeconfig', () => {
  it('takes nulls and what is empty or false for absent, but for plugins that are there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kctl-kubeconfig-'))
    const file = join(folder, 'config')
    writeFileSync(
      file,
      `clusters: [null, {name: c, cluster: {server: x, insecure-skip-tls-verify: false, proxy-url: "", extensions: []}}]
users: [{name: u, user: {token: "", as-groups: [], as-user-extra: {}, username: null, exec: {}}}]
contexts: [{name: c, context: {namespace: "", cluster: c}}, {name: d}]
`,
    )

    const config = await readKubeconfigFile(file)

    assert.deepEqual(config, {
      clusters: [
        {name: '', cluster: {}},
        {name: 'c', cluster: {server: 'x'}},
      ],
      users: [{name: 'u', user: {exec: {}}}],
      contexts: [
        {name: 'c', context: {cluster: 'c'}},
        {name: 'd', context: {}},
      ],
    })
    rmSync(folder, {recursive: true})
  })
})
