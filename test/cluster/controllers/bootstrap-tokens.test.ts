import assert from 'node:assert/strict'
import {createHmac} from 'node:crypto'
import type {ConfigMap, Secret} from '../../../src/api/kinds.ts'
import {createTokenCleaner} from '../../../src/cluster/controllers/bootstrap-tokens/cleaner.ts'
import {createBootstrapSigner} from '../../../src/cluster/controllers/bootstrap-tokens/signer.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const encode = (text: string) => Buffer.from(text).toString('base64')
const token = (more: Record<string, string> = {}, name = 'bootstrap-token-abcdef'): [string, Secret] => {
  const data = {'token-id': 'abcdef', 'token-secret': '0123456789abcdef', 'usage-bootstrap-signing': 'true', ...more}
  return [
    'secrets',
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {name, namespace: 'kube-system', uid: 'u'},
      type: 'bootstrap.kubernetes.io/token',
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encode(value)])),
    },
  ]
}
const info = (data: Record<string, string> = {}): [string, ConfigMap] => [
  'configmaps',
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: 'cluster-info', namespace: 'kube-public'},
    data: {kubeconfig: 'where', ...data},
  },
]

describe('the bootstrap signer', () => {
  it('signs with every token so that who knows it can check, and forgets tokens that are gone', async () => {
    const {api, run, settle, close} = bench(info({'jws-kubeconfig-gone00': 'old'}), token())

    const [write] = await run(createBootstrapSigner)

    const {data = {}} = write!.object as ConfigMap
    assert.deepEqual(Object.keys(data), ['kubeconfig', 'jws-kubeconfig-abcdef'])
    const [header = '', payload, signature] = data['jws-kubeconfig-abcdef']!.split('.')
    assert.deepEqual(JSON.parse(Buffer.from(header, 'base64url').toString()), {alg: 'HS256', kid: 'abcdef'})
    assert.equal(payload, '')
    const signed = `${header}.${Buffer.from('where').toString('base64url')}`
    assert.equal(signature, createHmac('sha256', '0123456789abcdef').update(signed).digest('base64url'))
    api.remove('secrets', 'kube-system/bootstrap-token-abcdef')
    const [unsigned] = await settle()
    assert.deepEqual((unsigned!.object as ConfigMap).data, {kubeconfig: 'where'})
    await close()
  })

  const unfit: {name: string; given: [string, Secret]}[] = [
    {name: 'is not meant for it', given: token({'usage-bootstrap-signing': 'false'})},
    {name: 'has expired', given: token({expiration: '2025-12-31T23:59:59Z'})},
    {name: 'ends at no time', given: token({expiration: 'soon'})},
    {name: 'has another name', given: token({}, 'bootstrap-token-123456')},
  ]
  for (const {name, given} of unfit)
    it(`does not sign with a token that ${name}`, async () => {
      const {run, close} = bench(info(), given)

      assert.deepEqual(await run(createBootstrapSigner), [])
      await close()
    })
})

describe('the token cleaner', () => {
  it('deletes a token when it expires', async () => {
    const {run, advance, close} = bench(token({expiration: '2026-01-01T01:00:00Z'}))

    assert.deepEqual(await run(createTokenCleaner), [])
    assert.deepEqual(await advance(3599_000), [])
    assert.deepEqual(summary(await advance(1000)), ['delete secrets kube-system/bootstrap-token-abcdef'])
    await close()
  })

  it('leaves tokens without an end, and other secrets', async () => {
    const other = token({expiration: '2025-01-01T00:00:00Z'}, 'mine')
    const {run, advance, close} = bench(token(), ['secrets', {...other[1], type: 'Opaque'}])

    await run(createTokenCleaner)

    assert.deepEqual(await advance(1e9), [])
    await close()
  })
})
