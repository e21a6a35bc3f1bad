import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>

const pods = '/api/v1/namespaces/default/pods'
const containers = [{name: 'c', image: 'nginx'}]

describe('admission plugins', () => {
  let readApiServerOptions: typeof import('../../../src/cluster/open/api-server-options.ts').readApiServerOptions
  let startTestApiServer: typeof import('../../support/api-server.ts').startTestApiServer
  let answered: typeof import('../../support/custom-server.ts').answered
  let api: TestApiServer
  before(async () => {
    ;({readApiServerOptions} = await import('../../../src/cluster/open/api-server-options.ts'))
    ;({startTestApiServer} = await import('../../support/api-server.ts'))
    ;({answered} = await import('../../support/custom-server.ts'))
  })
  afterEach(() => api.close())

  const start = async (...enabledPlugins: string[]) => {
    api = await startTestApiServer(readApiServerOptions({enabledPlugins}))
  }
  const create = (spec: Json) =>
    answered(api, 'POST', pods, {
      metadata: {name: 'p'},
      spec: {containers, automountServiceAccountToken: false, ...spec},
    })
  const merge = {'content-type': 'application/merge-patch+json'}

  const refusals: {plugin: string; spec: Json; expected: string}[] = [
    {
      plugin: 'LimitPodHardAntiAffinityTopology',
      spec: {
        affinity: {
          podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {}, topologyKey: 'zone'}]},
        },
      },
      expected:
        'pods "p" is forbidden: affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey zone but only key kubernetes.io/hostname is allowed',
    },
  ]
  for (const {plugin, spec, expected} of refusals)
    it(`${plugin} refuses`, async () => {
      await start(plugin)

      const {body} = await create(spec)

      assert.equal(body['message'], expected)
    })

  it('AlwaysPullImages has images pulled each time', async () => {
    await start('AlwaysPullImages')

    const {body} = await create({containers: [{name: 'c', image: 'nginx:1', imagePullPolicy: 'Never'}]})

    assert.deepEqual(
      (body['spec'] as {containers: Json[]}).containers.map(({imagePullPolicy}) => imagePullPolicy),
      ['Always'],
    )
  })

  it('PodNodeSelector keeps pods on the nodes of their namespace', async () => {
    await start('PodNodeSelector')
    const annotations = {'scheduler.alpha.kubernetes.io/node-selector': 'env=prod'}
    await answered(api, 'PATCH', '/api/v1/namespaces/default', {metadata: {annotations}}, merge)

    const refused = await create({nodeSelector: {env: 'test'}})
    const {body} = await create({})

    assert.equal(
      refused.body['message'],
      'pods "p" is forbidden: pod node label selector conflicts with its namespace node label selector',
    )
    assert.deepEqual((body['spec'] as Json)['nodeSelector'], {env: 'prod'})
  })

  it('NamespaceAutoProvision makes namespaces', async () => {
    await start('NamespaceAutoProvision')

    const {status} = await answered(api, 'POST', '/api/v1/namespaces/new/configmaps', {metadata: {name: 'c'}})

    assert.equal(status, 201)
    assert.equal((await answered(api, 'GET', '/api/v1/namespaces/new')).status, 200)
  })

  it('PersistentVolumeClaimResize lets only bound claims of classes that allow it grow', async () => {
    await start()
    const claims = '/api/v1/namespaces/default/persistentvolumeclaims'
    const storage = (size: string) => ({spec: {resources: {requests: {storage: size}}}})
    await answered(api, 'POST', '/apis/storage.k8s.io/v1/storageclasses', {metadata: {name: 'fixed'}, provisioner: 'x'})
    await answered(api, 'POST', claims, {
      metadata: {name: 'c'},
      spec: {accessModes: ['ReadWriteOnce'], storageClassName: 'fixed', ...storage('1Gi').spec},
    })
    const grow = async () => (await answered(api, 'PATCH', `${claims}/c`, storage('2Gi'), merge)).body['message']

    const pending = await grow()
    await answered(api, 'PATCH', `${claims}/c/status`, {status: {phase: 'Bound'}}, merge)
    const bound = await grow()

    assert.match(String(pending), /spec is immutable after creation except resources.requests .* for bound claims/)
    assert.equal(
      bound,
      `persistentvolumeclaims "c" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize`,
    )
  })

  const standards: {version: string; spec: Json; expected: string | undefined}[] = [
    {
      version: 'v1.33',
      spec: {containers: [{name: 'c', image: 'x', livenessProbe: {httpGet: {host: 'a', port: 80}}}]},
      expected: undefined,
    },
    {
      version: 'latest',
      spec: {containers: [{name: 'c', image: 'x', livenessProbe: {httpGet: {host: 'a', port: 80}}}]},
      expected: 'probe or lifecycle host (container "c" uses probe or lifecycle host "a")',
    },
    {
      version: 'v1.26',
      spec: {containers, securityContext: {sysctls: [{name: 'net.ipv4.ip_local_reserved_ports', value: '1'}]}},
      expected: 'forbidden sysctls (net.ipv4.ip_local_reserved_ports)',
    },
    {
      version: 'v1.27',
      spec: {containers, securityContext: {sysctls: [{name: 'net.ipv4.ip_local_reserved_ports', value: '1'}]}},
      expected: undefined,
    },
  ]
  for (const {version, spec, expected} of standards)
    it(`PodSecurity at baseline:${version} ${expected ? `forbids: ${expected}` : 'has nothing against it'}`, async () => {
      await start()
      const labels = {
        'pod-security.kubernetes.io/enforce': 'baseline',
        'pod-security.kubernetes.io/enforce-version': version,
      }
      await answered(api, 'PATCH', '/api/v1/namespaces/default', {metadata: {labels}}, merge)

      const {body} = await create(spec)

      assert.equal(
        body['message'],
        expected && `pods "p" is forbidden: violates PodSecurity "baseline:${version}": ${expected}`,
      )
    })

  it('PodSecurity tells which pods a namespace would not let in any more', async () => {
    await start()
    await create({hostNetwork: true})
    const labels = {'pod-security.kubernetes.io/enforce': 'baseline'}

    const {warnings} = await answered(api, 'PATCH', '/api/v1/namespaces/default', {metadata: {labels}}, merge)

    assert.deepEqual(warnings, [
      '299 - "existing pods in namespace \\"default\\" violate the new PodSecurity enforce level \\"baseline:latest\\""',
      '299 - "p: host namespaces"',
    ])
  })
})
