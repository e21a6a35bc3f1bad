import assert from 'node:assert/strict'
import {readApiServerOptions} from '../../../src/cluster/open/api-server-options.ts'
import {PemMemory, Pki} from '../../../src/cluster/pki/index.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const trustBundle = new Pki(new PemMemory(), () => Date.UTC(2026, 0, 1)).ca().certificate
const resource = {group: 'certificates.k8s.io', version: 'v1beta1', resource: 'clustertrustbundles'}
const bundle = {metadata: {name: 'example.com:s:a'}, spec: {signerName: 'example.com/s', trustBundle}}

describe('ClusterTrustBundles', () => {
  let api: TestApiServer

  async function serve(allowed: (verb: string, name: string) => boolean): Promise<void> {
    const {definitions, admission} = readApiServerOptions({
      runtimeConfig: 'certificates.k8s.io/v1beta1,certificates.k8s.io/v1alpha1',
      featureGates: 'ClusterTrustBundle=true',
    })
    const authorizer = {
      authorize: async ({verb, name, resource}: {verb: string; name: string; resource: string}) => ({
        allowed: resource !== 'signers' || allowed(verb, name),
      }),
    }
    api = await startTestApiServer({definitions, admission, authorizer})
  }
  afterEach(() => api.close())

  it('are the same in both versions', async () => {
    await serve(() => true)

    await api.client.create(resource, bundle)
    const older = await api.client.get({...resource, version: 'v1alpha1', name: bundle.metadata.name})

    assert.equal(older.apiVersion, 'certificates.k8s.io/v1alpha1')
    assert.deepEqual(older['spec'], bundle.spec)
  })

  it('of a signer are written by who may attest for it, or for all of its domain', async () => {
    await serve((verb, name) => verb === 'attest' && name === 'example.com/*')
    await api.client.create(resource, bundle)
    await api.close()
    await serve(() => false)

    await assert.rejects(
      api.client.create(resource, bundle),
      /user not permitted to attest for signerName "example.com\/s"/,
    )
  })
})
