import assert from 'node:assert/strict'
import {apiGroups} from '../../src/cluster/apiserver/discovery/api-groups.ts'
import {apiResourceList} from '../../src/cluster/apiserver/discovery/legacy.ts'
import {readApiServerOptions} from '../../src/cluster/open/api-server-options.ts'
import {ResourceRegistry} from '../../src/cluster/resources/registry.ts'
import {haveRealPrograms} from '../support/real-programs.ts'
import {type RealServer, startRealServer} from '../support/real-server.ts'

const runtimeConfig = 'api/all=true'
const featureGates = 'ClusterTrustBundle=true'

interface Groups {
  groups: {name: string; versions: {groupVersion: string}[]}[]
}

describe(`an API server with --runtime-config=${runtimeConfig}`, () => {
  let real: RealServer

  before(async function () {
    // It starts a real server of its own, with these flags.
    if (!process.env['KCTL_VERSIONS'] || !haveRealPrograms('etcd', 'kube-apiserver', 'kubectl')) this.skip()
    this.timeout(60_000)
    const flags = [`--runtime-config=${runtimeConfig}`, `--feature-gates=${featureGates}`]
    real = await startRealServer({flags})
  })
  after(() => real?.stop())

  it('serves the versions, and what is in them, that a real one serves', async function () {
    this.timeout(60_000)
    const {definitions} = readApiServerOptions({runtimeConfig, featureGates})
    const groups = apiGroups(new ResourceRegistry(definitions)).filter(({name}) => name !== '')
    const {groups: wanted} = JSON.parse(await real.kubectl('get', '--raw', '/apis')) as Groups

    const versionsOf = groups.map(({name, versions}) => [name, versions.map(({version}) => `${name}/${version}`)])
    assert.deepEqual(
      versionsOf,
      wanted.map(({name, versions}) => [name, versions.map(({groupVersion}) => groupVersion)]),
    )
    for (const {name, versions} of groups)
      for (const version of versions) {
        const path = `/apis/${name}/${version.version}`
        const expected = JSON.parse(await real.kubectl('get', '--raw', path))
        assert.deepEqual(JSON.parse(JSON.stringify(apiResourceList(name, version))), expected, path)
      }
  })
})
