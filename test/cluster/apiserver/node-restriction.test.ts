import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import type {Client, ResourcePath} from '../../../src/client/client.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {certificateRequest} from '../../support/certificate-request.ts'

const core = (resource: string, more: Partial<ResourcePath> = {}): ResourcePath => ({
  group: '',
  version: 'v1',
  resource,
  ...more,
})
const pods = core('pods', {namespace: 'default'})
const pod = (name: string, nodeName: string, metadata: object = {}) => ({
  metadata: {name, ...metadata},
  spec: {nodeName, containers: [{name: 'c', image: 'nginx'}]},
})
const mirror = {annotations: {'kubernetes.io/config.mirror': 'x'}}
const leases = {group: 'coordination.k8s.io', version: 'v1', resource: 'leases'}

describe('NodeRestriction', () => {
  let api: TestApiServer
  let node: Client
  let uids: Record<string, string>

  before(async () => {
    const issue = () => Promise.resolve({token: 't', expirationTimestamp: '2026-01-01T01:00:00Z'})
    api = await startTestApiServer({namespaces: ['default', 'kube-node-lease'], tokens: {issue, audiences: ['api']}})
    node = api.clientFor({name: 'system:node:a', groups: ['system:nodes', 'system:authenticated']})
    const made: KubeObject[] = []
    for (const name of ['a', 'b']) made.push(await api.client.create(core('nodes'), {metadata: {name}}))
    for (const name of ['a', 'b']) made.push(await api.client.create(pods, pod(`on-${name}`, name)))
    uids = Object.fromEntries(made.map(({metadata}) => [metadata.name!, metadata.uid!]))
  })
  after(() => api.close())

  const owner = (more: object = {}) => ({
    ...mirror,
    ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: 'a', uid: uids['a'], controller: true, ...more}],
  })
  const token = (boundObjectRef: object, audiences: string[] = []) =>
    node.create(core('serviceaccounts', {namespace: 'default', name: 'default', subresource: 'token'}), {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: {boundObjectRef: {apiVersion: 'v1', kind: 'Pod', ...boundObjectRef}, audiences},
    })
  const patchNode = (name: string, patch: object) => node.patch(core('nodes', {name}), 'merge', patch)

  const refused: {name: string; given: () => Promise<unknown>; expected: RegExp}[] = [
    {
      name: 'a Node of another name',
      given: () => node.create(core('nodes'), {metadata: {name: 'c'}}),
      expected: /nodes "c" is forbidden: node "a" is not allowed to modify node "c"$/,
    },
    {
      name: 'a role of its own choice',
      given: () => patchNode('a', {metadata: {labels: {'node-role.kubernetes.io/control-plane': ''}}}),
      expected: /is not allowed to modify labels: node-role\.kubernetes\.io\/control-plane$/,
    },
    {
      name: 'taints',
      given: () => patchNode('a', {spec: {taints: [{key: 'x', effect: 'NoSchedule'}]}}),
      expected: /node "a" is not allowed to modify taints$/,
    },
    {
      name: 'a pod that is no mirror',
      given: () => node.create(pods, pod('p', 'a')),
      expected: /pod does not have "kubernetes\.io\/config\.mirror" annotation, node "a" can only create mirror pods$/,
    },
    {
      name: 'a mirror pod elsewhere',
      given: () => node.create(pods, pod('p', 'b', mirror)),
      expected: /node "a" can only create pods with spec\.nodeName set to itself$/,
    },
    {
      name: 'a mirror pod that nobody owns',
      given: () => node.create(pods, pod('p', 'a', mirror)),
      expected: /node "a" can only create pods with an owner reference set to itself$/,
    },
    {
      name: 'a mirror pod of a node that was',
      given: () => node.create(pods, pod('p', 'a', owner({uid: 'old'}))),
      expected: /node a UID mismatch: expected old got /,
    },
    {
      name: 'a mirror pod with a secret',
      given: () => {
        const {metadata, spec} = pod('p', 'a', owner())
        return node.create(pods, {metadata, spec: {...spec, volumes: [{name: 's', secret: {secretName: 's'}}]}})
      },
      expected: /a mirror pod may not reference secrets$/,
    },
    {
      name: "the end of another node's pod",
      given: () => node.delete({...pods, name: 'on-b'}),
      expected: /node "a" can only delete pods with spec\.nodeName set to itself$/,
    },
    {
      name: "the status of another node's pod",
      given: () => node.patch({...pods, name: 'on-b', subresource: 'status'}, 'merge', {status: {message: 'x'}}),
      expected: /node "a" can only update pod status for pods with spec\.nodeName set to itself$/,
    },
    {
      name: 'labels by way of the status',
      given: () => node.patch({...pods, name: 'on-a', subresource: 'status'}, 'merge', {metadata: {labels: {a: 'b'}}}),
      expected: /node "a" cannot update labels through pod status$/,
    },
    {
      name: 'a token for nobody',
      given: () => token({name: ''}),
      expected: /node requested token not bound to a pod$/,
    },
    {
      name: "a token for another node's pod",
      given: () => token({name: 'on-b', uid: uids['on-b']}),
      expected: /node requested token bound to a pod scheduled on a different node$/,
    },
    {
      name: "another node's lease",
      given: () => node.create({...leases, namespace: 'kube-node-lease'}, {metadata: {name: 'b'}}),
      expected: /can only access node lease with the same name as the requesting node$/,
    },
    {
      name: 'a lease elsewhere',
      given: () => node.create({...leases, namespace: 'default'}, {metadata: {name: 'a'}}),
      expected: /can only access leases in the "kube-node-lease" system namespace$/,
    },
    {
      name: 'a certificate of another node',
      given: async () => {
        const {base64} = await certificateRequest({subject: 'O=system:nodes,CN=system:node:b'})
        const signerName = 'kubernetes.io/kube-apiserver-client-kubelet'
        const path = {group: 'certificates.k8s.io', version: 'v1', resource: 'certificatesigningrequests'}
        return node.create(path, {metadata: {name: 'x'}, spec: {request: base64, signerName, usages: ['client auth']}})
      },
      expected: /can only create a node CSR with CN=system:node:a$/,
    },
  ]
  for (const {name, given, expected} of refused)
    it(`refuses ${name}`, async () => {
      await assert.rejects(given, (error: Error) => expected.test(error.message))
    })

  it('lets a node do its work', async () => {
    await patchNode('a', {metadata: {labels: {'kubernetes.io/hostname': 'a', 'node.kubernetes.io/mine': 'x', own: ''}}})
    await node.create(pods, pod('mirror', 'a', owner()))
    await node.patch({...pods, name: 'on-a', subresource: 'status'}, 'merge', {status: {message: 'x'}})
    await node.create({...leases, namespace: 'kube-node-lease'}, {metadata: {name: 'a'}})
    await node.delete({...pods, name: 'on-a'}, {gracePeriodSeconds: 0})

    const {metadata} = await api.client.get({...pods, name: 'mirror'})
    assert.equal(metadata.ownerReferences?.[0]?.name, 'a')
  })
})
