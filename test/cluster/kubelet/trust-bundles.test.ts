import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {TrustBundles} from '../../../src/cluster/kubelet/volumes/trust-bundles.ts'
import {type Bench, bench} from '../../support/controller-bench.ts'

const block = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`
const [one, two, long] = [
  'b25l',
  'dHdv',
  'bG9uZ2VyIHRoYW4gb25lIGxpbmUgb2YgUEVNIG1heSBiZSwgd2hpY2ggaXMgc2l4dHktZm91cg==',
]

const bundle = (name: string, trustBundle: string, signerName?: string, labels = {}): [string, KubeObject] => [
  'clustertrustbundles',
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kind: 'ClusterTrustBundle',
    metadata: {name, labels},
    spec: {trustBundle, ...(signerName && {signerName})},
  },
]

describe('trust anchors in volumes', () => {
  let world: Bench
  let told: number
  const given = (...objects: [string, KubeObject][]): TrustBundles => {
    world = bench(...objects)
    told = 0
    return new TrustBundles(world.context.informers, () => {
      told += 1
    })
  }
  afterEach(() => world.close())

  it('are those of a bundle, without comments and each once', async () => {
    const bundles = given(bundle('plain', `a comment\n${block(two)}${block(one)}\n${block(two)}`))

    assert.equal(await bundles.anchors({name: 'plain', path: 'x'}), block(one) + block(two))
  })

  it('are written in lines of 64', async () => {
    const bundles = given(bundle('plain', block(long)))

    assert.equal(await bundles.anchors({name: 'plain', path: 'x'}), block(`${long.slice(0, 64)}\n${long.slice(64)}`))
  })

  it('are those of all of a signer’s bundles that the selector takes', async () => {
    const bundles = given(
      bundle('e.f:g:a', block(one), 'e.f/g', {live: 'yes'}),
      bundle('e.f:g:b', block(two), 'e.f/g', {live: 'yes'}),
      bundle('e.f:g:c', block(long), 'e.f/g', {live: 'no'}),
      bundle('e.f:h:d', block(long), 'e.f/h', {live: 'yes'}),
    )
    const signer = {signerName: 'e.f/g', path: 'x'}

    const selected = await bundles.anchors({...signer, labelSelector: {matchLabels: {live: 'yes'}}})

    assert.equal(selected, block(one) + block(two))
    assert.equal((await bundles.anchors({...signer, labelSelector: {}})).split('BEGIN').length, 4)
    await assert.rejects(bundles.anchors(signer), {
      message: 'combination of signerName and labelSelector matched zero ClusterTrustBundles',
    })
  })

  it('may be missing where that is said', async () => {
    const bundles = given()

    assert.equal(await bundles.anchors({name: 'nosuch', path: 'x', optional: true}), '')
    await assert.rejects(bundles.anchors({name: 'nosuch', path: 'x'}), {
      message: 'while getting ClusterTrustBundle: clustertrustbundle.certificates.k8s.io "nosuch" not found',
    })
  })

  it('are watched from when somebody asks', async () => {
    const bundles = given(bundle('plain', block(one)))
    world.api.seed(bundle('other', block(two)))
    await world.settle()
    assert.equal(told, 0)

    await bundles.anchors({name: 'plain', path: 'x'})
    const before = told
    world.api.change('clustertrustbundles', 'plain', object => ({...object, spec: {trustBundle: block(two)}}))
    await world.settle()

    assert.equal(told, before + 1)
    assert.equal(await bundles.anchors({name: 'plain', path: 'x'}), block(two))
  })
})
