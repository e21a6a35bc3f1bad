import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {createLegacyTokenCleaner} from '../../../src/cluster/controllers/legacy-token-cleaner.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const metadata = (name: string, more: object = {}) => ({name, namespace: 'ns', uid: `uid-${name}`, ...more})
const tracking = (since: string): [string, KubeObject] => [
  'configmaps',
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: 'kube-apiserver-legacy-service-account-token-tracking', namespace: 'kube-system'},
    data: {since},
  },
]
const account: [string, KubeObject] = [
  'serviceaccounts',
  {apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('robot'), secrets: [{name: 'leash'}]},
]
const token = (
  labels: Record<string, string> = {},
  created = '2023-01-01T00:00:00Z',
  name = 'leash',
): [string, KubeObject] => [
  'secrets',
  {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: metadata(name, {
      creationTimestamp: created,
      labels,
      annotations: {'kubernetes.io/service-account.name': 'robot', 'kubernetes.io/service-account.uid': 'uid-robot'},
    }),
  },
]
const pod: [string, KubeObject] = [
  'pods',
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata('p'),
    spec: {volumes: [{name: 's', secret: {secretName: 'leash'}}]},
  },
]
const used = (date: string) => ({'kubernetes.io/legacy-token-last-used': date})
const invalid = (date: string) => ({'kubernetes.io/legacy-token-invalid-since': date})

describe('the cleaner of legacy tokens', () => {
  const cases: {name: string; given: [string, KubeObject][]; expected: string[]}[] = [
    {
      name: 'marks what nobody has used',
      given: [tracking('2024-06-01'), account, token()],
      expected: ['patch secrets ns/leash'],
    },
    {
      name: 'deletes what was marked a year ago',
      given: [tracking('2024-06-01'), account, token(invalid('2024-12-30'))],
      expected: ['delete secrets ns/leash'],
    },
    {
      name: 'waits after the mark',
      given: [tracking('2024-06-01'), account, token(invalid('2025-06-01'))],
      expected: [],
    },
    {name: 'keeps what was used', given: [tracking('2024-06-01'), account, token(used('2025-06-01'))], expected: []},
    {
      name: 'keeps what is new',
      given: [tracking('2024-06-01'), account, token({}, '2025-06-01T00:00:00Z')],
      expected: [],
    },
    {name: 'keeps what a pod has', given: [tracking('2024-06-01'), account, token(), pod], expected: []},
    {
      name: 'keeps what people have made',
      given: [tracking('2024-06-01'), account, token({}, '2023-01-01T00:00:00Z', 'own')],
      expected: [],
    },
    {name: 'does not know enough in its first year', given: [tracking('2025-06-01'), account, token()], expected: []},
  ]
  for (const {name, given, expected} of cases)
    it(name, async () => {
      const {run, close} = bench(...given)

      assert.deepEqual(summary(await run(createLegacyTokenCleaner)), expected)
      await close()
    })

  it('looks every day', async () => {
    const {run, advance, close} = bench(tracking('2025-01-01'), account, token())
    assert.deepEqual(await run(createLegacyTokenCleaner), [])

    const [write] = await advance(24 * 3600_000)

    assert.equal(write?.object.metadata.labels?.['kubernetes.io/legacy-token-invalid-since'], '2026-01-02')
    await close()
  })
})
