import assert from 'node:assert/strict'
import type {Pod, ResourceQuota} from '../../../src/api/kinds.ts'
import {StatusError} from '../../../src/api/status-error.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const core = {group: '', version: 'v1'}
const pods = {...core, resource: 'pods', namespace: 'default'}
const containers = [{name: 'c', image: 'nginx'}]

describe('admission', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  const create = (spec: object, options = {}) =>
    api.client.create<Pod>(pods, {metadata: {generateName: 'p-'}, spec: {containers, ...spec}}, options)
  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => assert.fail('was admitted'),
      (error: unknown) => (error instanceof StatusError ? error.message : assert.fail(String(error))),
    )

  it('gives a pod its service account with a token, tolerations and a priority', async () => {
    const {spec} = await create({})

    assert.equal(spec?.serviceAccountName, 'default')
    assert.match(spec?.volumes?.[0]?.name ?? '', /^kube-api-access-[a-z0-9]{5}$/)
    assert.equal(spec?.containers[0]?.volumeMounts?.[0]?.name, spec?.volumes?.[0]?.name)
    assert.deepEqual(
      spec?.tolerations?.map(({key, tolerationSeconds}) => [key, tolerationSeconds]),
      [
        ['node.kubernetes.io/not-ready', 300],
        ['node.kubernetes.io/unreachable', 300],
      ],
    )
    assert.equal(spec?.priority, 0)
  })

  const refusals = [
    {
      name: 'an unknown service account',
      given: {serviceAccountName: 'nobody'},
      expected: /service account default\/nobody/,
    },
    {
      name: 'an unknown priority class',
      given: {priorityClassName: 'vip'},
      expected: /no PriorityClass with name vip was found/,
    },
    {name: 'an unknown runtime class', given: {runtimeClassName: 'vm'}, expected: /RuntimeClass "vm" not found/},
  ]
  for (const {name, given, expected} of refusals)
    it(`refuses a pod with ${name}`, async () => {
      assert.match(await refusal(create(given)), expected)
    })

  it('refuses objects in namespaces that are not there', async () => {
    const path = {...core, resource: 'configmaps', namespace: 'nowhere'}
    assert.equal(await refusal(api.client.create(path, {metadata: {name: 'c'}})), 'namespaces "nowhere" not found')
  })

  it('never lets the default namespace go', async () => {
    const path = {...core, resource: 'namespaces', name: 'default'}
    assert.match(await refusal(api.client.delete(path)), /this namespace may not be deleted/)
  })

  describe('with a quota of one pod', () => {
    const quotas = {...core, resource: 'resourcequotas', namespace: 'default'}
    const used = async () => (await api.client.get<ResourceQuota>({...quotas, name: 'q'})).status?.used?.['pods']

    beforeEach(async () => {
      await api.client.create(quotas, {metadata: {name: 'q'}, spec: {hard: {pods: '1'}}})
      const status = {hard: {pods: '1'}, used: {pods: '0'}}
      await api.client.patch({...quotas, name: 'q', subresource: 'status'}, 'merge', {status})
    })

    it('charges the first pod and refuses the second', async () => {
      await create({})

      assert.equal(await used(), '1')
      assert.match(
        await refusal(create({})),
        /is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1$/,
      )
    })

    it('charges nothing for a dry run', async () => {
      await create({}, {dryRun: 'All'})

      assert.equal(await used(), '0')
    })
  })
})
