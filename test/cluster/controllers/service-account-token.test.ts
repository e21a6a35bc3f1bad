import assert from 'node:assert/strict'
import type {Secret, ServiceAccount} from '../../../src/api/kinds.ts'
import {createServiceAccountTokens} from '../../../src/cluster/controllers/service-account-token.ts'
import type {ComponentContext} from '../../../src/cluster/runtime/component.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const encode = (text: string) => Buffer.from(text).toString('base64')
const tokens = (context: ComponentContext) =>
  createServiceAccountTokens(context, {
    sign: ({namespace, name, uid, secret}) => Promise.resolve([namespace, name, uid, secret].join(' ')),
  })
const account = (more: Partial<ServiceAccount> = {}): [string, ServiceAccount] => [
  'serviceaccounts',
  {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'robot', namespace: 'ns', uid: 'u1'}, ...more},
]
const secret = (more: Partial<Secret> = {}, annotations: Record<string, string> = {}): [string, Secret] => [
  'secrets',
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'leash',
      namespace: 'ns',
      uid: 'u2',
      annotations: {'kubernetes.io/service-account.name': 'robot', ...annotations},
    },
    type: 'kubernetes.io/service-account-token',
    ...more,
  },
]
const source: [string, Secret] = [
  'configmaps',
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: 'extension-apiserver-authentication', namespace: 'kube-system'},
    data: {'client-ca-file': 'root'},
  },
]

describe('the controller of service account tokens', () => {
  it('fills a token secret, once', async () => {
    const {run, settle, close} = bench(source, account(), secret())

    const writes = await run(tokens)

    const {metadata, data} = writes[0]!.object as Secret
    assert.equal(writes.length, 1)
    assert.deepEqual(data, {'ca.crt': encode('root'), namespace: encode('ns'), token: encode('ns robot u1 leash')})
    assert.equal(metadata.annotations?.['kubernetes.io/service-account.uid'], 'u1')
    assert.deepEqual(await settle(), [])
    await close()
  })

  it('deletes the secret with its account, and does not trust a new one of the same name', async () => {
    const {api, run, settle, close} = bench(source, account(), secret())
    await run(tokens)

    api.remove('serviceaccounts', 'ns/robot')

    assert.deepEqual(summary(await settle()), ['delete secrets ns/leash'])
    await close()
    const uid = {'kubernetes.io/service-account.uid': 'another'}
    const second = bench(source, account(), secret({}, uid))
    assert.deepEqual(summary(await second.run(tokens)), ['delete secrets ns/leash'])
    await second.close()
  })

  it('takes a deleted secret off its account', async () => {
    const {api, run, settle, close} = bench(source, account({secrets: [{name: 'leash'}, {name: 'other'}]}), secret())
    await run(tokens)

    api.remove('secrets', 'ns/leash')

    const [write] = await settle()
    assert.deepEqual((write!.object as ServiceAccount).secrets, [{name: 'other'}])
    await close()
  })

  it('leaves other secrets alone', async () => {
    const {run, close} = bench(source, account(), secret({type: 'Opaque'}))

    assert.deepEqual(await run(tokens), [])
    await close()
  })
})
