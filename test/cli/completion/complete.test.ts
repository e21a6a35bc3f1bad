import assert from 'node:assert/strict'
import {ServerPaths} from '../../../src/cluster/apiserver/paths.ts'
import {startTestApiServer} from '../../support/api-server.ts'
import {runKctl} from '../../support/run-kctl.ts'

const formats =
  'json yaml name go-template go-template-file template templatefile jsonpath jsonpath-as-json jsonpath-file custom-columns custom-columns-file wide'
const cases: {typed: string[]; expected: string; directive?: number}[] = [
  {typed: ['get', 'pods', '-o', ''], expected: formats},
  {typed: ['get', 'pods', '--output', 'jsonpath-'], expected: 'jsonpath-as-json jsonpath-file'},
  {typed: ['get', '--output=jsonpath-'], expected: 'jsonpath-as-json jsonpath-file'},
  {typed: ['get', 'pods', '-o=cust'], expected: 'custom-columns custom-columns-file'},
  {typed: ['create', 'deployment', 'web', '-o', ''], expected: '', directive: 0},
  {typed: ['-n', 'one', 'get', 'ns', 't'], expected: 'two'},
  {typed: ['get', '--namespace=o'], expected: 'one'},
  {typed: ['apply', '-f', ''], expected: 'json yaml yml', directive: 8},
  {typed: ['apply', '--dry-run', ''], expected: '', directive: 0},
  {typed: ['patch', 'ns', 'one', '--subresource', 's'], expected: 'status scale resize'},
  {typed: ['logs', 'web', ''], expected: 'init main side'},
  {typed: ['logs', 'pod/web', 'm'], expected: 'main'},
  {typed: ['exec', 'web', '-c', 's'], expected: 'side'},
  {typed: ['exec', 'nothing', '-c', ''], expected: ''},
  {typed: ['attach', 'web', '-c', ''], expected: '', directive: 0},
  {typed: ['port-forward', 'web', ''], expected: '80:80 8080:8080'},
  {typed: ['port-forward', 'web', '9'], expected: '9:80 9:8080'},
  {typed: ['port-forward', 'svc/web', ''], expected: '443:443'},
  {typed: ['logs', 'd'], expected: 'daemonsets/ deployments/', directive: 6},
  {typed: ['cp', 'we'], expected: 'web:', directive: 2},
  {typed: ['cp', 'default/'], expected: 'default/web:', directive: 2},
  {typed: ['cp', './'], expected: '', directive: 2},
  {typed: ['scale', 'dep'], expected: 'deployment'},
  {typed: ['scale', 'ns', ''], expected: '--replicas default one two'},
  {typed: ['completion', 'z'], expected: 'zsh'},
  {typed: ['wait', ''], expected: '', directive: 0},
  {typed: ['get', '--show-'], expected: '--show-kind --show-labels --show-managed-fields'},
  {typed: ['get', 'networkpol'], expected: 'networkpolicies.networking.k8s.io'},
  {typed: ['get', 'pods,networkpol'], expected: 'pods,networkpolicies.networking.k8s.io'},
  {typed: ['get', 'ns', ''], expected: 'default one two'},
  {typed: ['get', 'ns', 'one', ''], expected: 'default two'},
  {typed: ['get', '-o', 'json', 'ns', 't'], expected: 'two'},
  {typed: ['describe', 'ns/'], expected: 'ns/default ns/one ns/two'},
  {typed: ['get', 'pods,ns/o'], expected: 'pods,ns/one'},
  {typed: ['delete', 'ns/one', 'ns/'], expected: 'ns/default ns/two'},
  {typed: ['delete', 'ns/one', 'networkpol'], expected: 'networkpolicies.networking.k8s.io/', directive: 6},
  {typed: ['rollout', 'restart', 's'], expected: 'statefulset'},
  {typed: ['rollout', 'status', 'ns/one', ''], expected: ''},
  {typed: ['rollout', 'restart', 'ns/one', 'da'], expected: 'daemonset/', directive: 6},
  {typed: ['exec', 'ns/t'], expected: 'ns/two'},
  {typed: ['cordon', 'nodes/'], expected: ''},
  {typed: ['get', 'nothing', ''], expected: ''},
  {typed: ['apply', ''], expected: 'edit-last-applied set-last-applied view-last-applied'},
]

describe('completion', () => {
  let api: Awaited<ReturnType<typeof startTestApiServer>>
  before(async () => {
    const paths = new ServerPaths({
      server: () => api.server.parts,
      store: {range: async () => ({})},
      serverAddress: () => '127.0.0.1:6443',
    } as never)
    api = await startTestApiServer({namespaces: [], paths: [paths]})
    for (const name of ['default', 'one', 'two'])
      await api.client.create({group: '', version: 'v1', resource: 'namespaces'}, {metadata: {name}})

    const container = (name: string, ...ports: number[]) => ({
      name,
      image: 'busybox',
      ports: ports.map(containerPort => ({containerPort})),
    })
    const pods = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}
    await api.client.create({...pods, resource: 'serviceaccounts'}, {metadata: {name: 'default'}})
    const containers = [container('main', 80), container('side', 8080)]
    await api.client.create(pods, {metadata: {name: 'web'}, spec: {initContainers: [container('init')], containers}})
    const services = {...pods, resource: 'services'}
    await api.client.create(services, {metadata: {name: 'web'}, spec: {clusterIP: 'None', ports: [{port: 443}]}})
  })
  after(() => api.close())

  for (const {typed, expected, directive = 4} of cases)
    it(`of ${typed.join(' ') || 'nothing'} is ${expected || 'nothing'}`, async () => {
      const {stdout, code} = await runKctl(['__complete', ...typed], {client: api.client})

      const lines = stdout.trimEnd().split('\n')
      const names = lines.slice(0, -1).map(line => line.split('\t')[0])
      assert.equal(names.join(' '), expected)
      assert.equal(lines.at(-1), `:${directive}`)
      assert.equal(code, 0)
    })
})
