import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import type {CertificateSigningRequest} from '../../src/api/kinds.ts'
import type {ApiRequest, ApiResponse} from '../../src/client/transport.ts'
import {certificateRequest} from '../support/certificate-request.ts'
import type {WholeCluster} from '../support/whole-cluster.ts'

const requests = {group: 'certificates.k8s.io', version: 'v1', resource: 'certificatesigningrequests'}
const client = 'kubernetes.io/kube-apiserver-client'
const encode = (text: string) => Buffer.from(text).toString('base64')

describe('certificates, from the request to their use', () => {
  let whole: WholeCluster

  before(async () => {
    // Imported here, as the cluster imports its parts: what mocha has required is another copy.
    const {startWholeCluster} = await import('../support/whole-cluster.ts')
    whole = await startWholeCluster({settings: {workers: 0}})
    await whole.cluster.engine.settle()
  })
  after(() => whole.close())

  const send = (request: ApiRequest & {certificate?: Uint8Array}): Promise<ApiResponse> =>
    whole.cluster.handle({...request, headers: {'content-type': 'application/json', ...request.headers}})

  const messageOf = ({body}: ApiResponse): string => (body.type === 'object' ? String(body.object['message']) : '')

  const ask = async (name: string, subject: string, spec: object = {}): Promise<CertificateSigningRequest> => {
    const {base64} = await certificateRequest({subject})
    return whole.client.create(requests, {
      metadata: {name},
      spec: {request: base64, signerName: client, usages: ['client auth'], ...spec},
    })
  }

  const approve = async (request: CertificateSigningRequest, headers: Record<string, string> = {}) => {
    const approved = {type: 'Approved', status: 'True', reason: 'Test', message: 'by a test'}
    const status = {conditions: [approved]}
    const {name} = request.metadata
    const url = `/apis/certificates.k8s.io/v1/certificatesigningrequests/${name}/approval`
    const certificate = new Uint8Array(new X509Certificate(whole.cluster.pki.admin().certificate).raw)
    const response = await send({method: 'PUT', url, body: {...request, status}, certificate, headers})
    await whole.cluster.engine.settle()
    return response
  }

  const issued = async (name: string): Promise<Uint8Array> => {
    const {status} = await whole.client.get<CertificateSigningRequest>({...requests, name})
    assert.ok(status?.certificate, JSON.stringify(status))
    return new Uint8Array(new X509Certificate(Buffer.from(status.certificate, 'base64')).raw)
  }

  it('lets a new user in with what RBAC gives to her', async () => {
    const request = await ask('jane', 'O=devs,CN=jane', {expirationSeconds: 3600})
    assert.equal(request.spec.username, 'kubernetes-admin')
    await approve(request)
    const certificate = await issued('jane')
    const list = {method: 'GET' as const, url: '/api/v1/namespaces/default/pods', certificate}

    const before = await send(list)
    await whole.client.create(
      {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'rolebindings', namespace: 'default'},
      {
        metadata: {name: 'devs'},
        roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view'},
        subjects: [{apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'devs'}],
      },
    )
    const after = await send(list)

    assert.equal(
      messageOf(before),
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"',
    )
    assert.equal(after.status, 200)
  })

  it('gives nobody a certificate of system:masters', async () => {
    await assert.rejects(
      ask('root', 'O=system:masters,CN=root'),
      new RegExp(`use of ${client} signer with system:masters group is not allowed$`),
    )
  })

  it('lets only those approve who may for the signer', async () => {
    const request = await ask('bob', 'CN=bob')
    const role = {
      apiGroups: ['certificates.k8s.io'],
      resources: ['certificatesigningrequests/approval'],
      verbs: ['update'],
    }
    const rbac = {group: 'rbac.authorization.k8s.io', version: 'v1'}
    await whole.client.create({...rbac, resource: 'clusterroles'}, {metadata: {name: 'approver'}, rules: [role]})
    await whole.client.create(
      {...rbac, resource: 'clusterrolebindings'},
      {
        metadata: {name: 'approver'},
        roleRef: {apiGroup: rbac.group, kind: 'ClusterRole', name: 'approver'},
        subjects: [{apiGroup: rbac.group, kind: 'User', name: 'clerk'}],
      },
    )

    const refused = await approve(request, {'impersonate-user': 'clerk'})

    assert.equal(refused.status, 403)
    assert.match(
      messageOf(refused),
      /user not permitted to approve requests with signerName "kubernetes\.io\/kube-apiserver-client"$/,
    )
    const wider = [
      role,
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['signers'],
        resourceNames: ['kubernetes.io/*'],
        verbs: ['approve'],
      },
    ]
    await whole.client.patch({...rbac, resource: 'clusterroles', name: 'approver'}, 'merge', {rules: wider})
    assert.equal((await approve(request, {'impersonate-user': 'clerk'})).status, 200)
    assert.ok(await issued('bob'))
  })

  it('lets a node join with a bootstrap token', async () => {
    await whole.client.create(
      {group: '', version: 'v1', resource: 'secrets', namespace: 'kube-system'},
      {
        metadata: {name: 'bootstrap-token-abcdef'},
        type: 'bootstrap.kubernetes.io/token',
        data: {
          'token-id': encode('abcdef'),
          'token-secret': encode('0123456789abcdef'),
          'usage-bootstrap-authentication': encode('true'),
          'usage-bootstrap-signing': encode('true'),
          'auth-extra-groups': encode('system:bootstrappers:kubeadm:default-node-token'),
        },
      },
    )
    await whole.cluster.engine.settle()
    const headers = {authorization: 'Bearer abcdef.0123456789abcdef'}
    const {base64} = await certificateRequest({subject: 'O=system:nodes,CN=system:node:new'})
    const spec = {
      request: base64,
      signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
      usages: ['client auth', 'digital signature'],
    }

    const info = await send({method: 'GET', url: '/api/v1/namespaces/kube-public/configmaps/cluster-info'})
    const asked = await send({
      method: 'POST',
      url: '/apis/certificates.k8s.io/v1/certificatesigningrequests',
      headers,
      body: {metadata: {name: 'new-node'}, spec},
    })
    await whole.cluster.engine.settle()
    const certificate = await issued('new-node')
    const node = (name: string) => send({method: 'POST', url: '/api/v1/nodes', certificate, body: {metadata: {name}}})

    const {data = {}} = info.body.type === 'object' ? (info.body.object as {data?: Record<string, string>}) : {}
    assert.match(data['jws-kubeconfig-abcdef'] ?? '', /^[\w-]+\.\.[\w-]+$/)
    assert.equal(asked.status, 201)
    assert.equal((await node('new')).status, 201)
    assert.match(messageOf(await node('other')), /node "new" is not allowed to modify node "other"$/)
  })
})
