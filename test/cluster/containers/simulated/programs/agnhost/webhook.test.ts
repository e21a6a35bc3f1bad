import assert from 'node:assert/strict'
import {connectionPair} from '../../../../../../src/cluster/containers/connection.ts'
import {agnhost} from '../../../../../../src/cluster/containers/simulated/programs/agnhost/index.ts'
import type {ProgramHost} from '../../../../../../src/cluster/containers/simulated/programs/program.ts'
import {podHttp, secured} from '../../../../../../src/cluster/kubelet/pod-http.ts'
import {PemMemory, Pki} from '../../../../../../src/cluster/pki/index.ts'

const {certificate, key} = new Pki(new PemMemory(), Date.now).server()
const files: Record<string, string> = {'/certs/tls.crt': certificate, '/certs/tls.key': key}

/** `agnhost ARGS…` with a key pair in /certs, asked at a path; the answer's body. */
async function ask(args: string[], path: string, body: object): Promise<unknown> {
  const argv = [
    '/agnhost',
    ...args,
    '--tls-cert-file=/certs/tls.crt',
    '--tls-private-key-file=/certs/tls.key',
    '--port=8444',
  ]
  const host = {
    argv,
    files: async () => ({readBytes: (name: string) => Buffer.from(files[name]!)}),
  } as unknown as ProgramHost
  const {client, server} = connectionPair()
  agnhost(argv)!(host).listener!(8444)!.accept(server, {ip: '10.244.0.1'})
  const headers = {'content-type': 'application/json'}
  const answer = await podHttp(secured(client), {
    method: 'POST',
    path,
    headers,
    body: Buffer.from(JSON.stringify(body)),
  })
  const text = Buffer.from(answer.body).toString()
  return answer.status === 200 && text.startsWith('{') ? JSON.parse(text) : `${answer.status} ${text}`
}

const pods = {group: '', version: 'v1', resource: 'pods'}

async function verdict(path: string, request: object, args: string[] = []): Promise<object> {
  const review = {
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {uid: 'u', resource: pods, ...request},
  }
  const answer = (await ask(['webhook', ...args], path, review)) as {kind: string; response: Record<string, unknown>}
  assert.deepEqual([answer.kind, answer.response['uid']], ['AdmissionReview', 'u'])
  const {uid: _uid, patch, ...rest} = answer.response
  return {...rest, ...(patch !== undefined && {patch: JSON.parse(Buffer.from(String(patch), 'base64').toString())})}
}

const allowed = {allowed: true}
const denied = (message: string) => ({allowed: false, status: {metadata: {}, message}})
const refused = (reason: string) => ({allowed: false, status: {metadata: {}, reason}})
const patched = (...patch: object[]) => ({allowed: true, patchType: 'JSONPatch', patch})
const pod = (labels: object, ...names: string[]) => ({
  metadata: {name: 'a', labels},
  spec: {containers: names.map(name => ({name}))},
})

const cases: {name: string; path: string; request: object; args?: string[]; expected: object}[] = [
  {name: 'denies always', path: '/always-deny', request: {}, expected: denied('this webhook denies all requests')},
  {
    name: 'gives a first label',
    path: '/add-label',
    request: {object: {metadata: {}}},
    expected: patched({op: 'add', path: '/metadata/labels', value: {'added-label': 'yes'}}),
  },
  {
    name: 'gives one more label',
    path: '/add-label',
    request: {object: {metadata: {labels: {a: 'b'}}}},
    expected: patched({op: 'add', path: '/metadata/labels/added-label', value: 'yes'}),
  },
  {
    name: 'gives no label twice',
    path: '/add-label',
    request: {object: {metadata: {labels: {'added-label': 'yes'}}}},
    expected: allowed,
  },
  {
    name: 'denies a pod by its label and its containers',
    path: '/pods',
    request: {object: pod({'webhook-e2e-test': 'webhook-disallow'}, 'webhook-disallow')},
    expected: denied('the pod contains unwanted label; the pod contains unwanted container name;'),
  },
  {name: 'allows another pod', path: '/pods', request: {object: pod({}, 'a')}, expected: allowed},
  {
    name: 'lets nobody type into a container',
    path: '/pods/attach',
    request: {name: 'to-be-attached-pod', subResource: 'attach', object: {stdin: true, container: 'container1'}},
    expected: denied("attaching to pod 'to-be-attached-pod' is not allowed"),
  },
  {
    name: 'lets others watch it',
    path: '/pods/attach',
    request: {name: 'to-be-attached-pod', subResource: 'attach', object: {stdout: true, container: 'container1'}},
    expected: allowed,
  },
  {
    name: 'adds an init container to one pod',
    path: '/mutating-pods',
    request: {object: {metadata: {name: 'webhook-to-be-mutated'}, spec: {containers: []}}},
    expected: patched({
      op: 'add',
      path: '/spec/initContainers',
      value: [{image: 'webhook-added-image', name: 'webhook-added-init-container', resources: {}}],
    }),
  },
  {
    name: 'adds a sidecar',
    path: '/mutating-pods-sidecar',
    args: ['--sidecar-image=pause:3'],
    request: {object: pod({}, 'a')},
    expected: patched({
      op: 'add',
      path: '/spec/containers/-',
      value: {image: 'pause:3', name: 'webhook-added-sidecar', resources: {}},
    }),
  },
  {
    name: 'refuses data on create',
    path: '/configmaps',
    request: {operation: 'CREATE', object: {data: {'webhook-e2e-test': 'webhook-disallow'}}},
    expected: refused('the configmap contains unwanted key and value'),
  },
  {
    name: 'refuses a deletion',
    path: '/custom-resource',
    request: {operation: 'DELETE', object: null, oldObject: {data: {'webhook-e2e-test': 'webhook-nondeletable'}}},
    expected: refused('the custom resource cannot be deleted because it contains unwanted key and value'),
  },
  {
    name: 'takes data to the second stage',
    path: '/mutating-configmaps',
    request: {object: {data: {'mutation-start': 'yes', 'mutation-stage-1': 'yes'}}},
    expected: patched({op: 'add', path: '/data/mutation-stage-2', value: 'yes'}),
  },
  {
    name: 'refuses a definition',
    path: '/crd',
    request: {
      resource: {...pods, resource: 'customresourcedefinitions'},
      object: {metadata: {labels: {'webhook-e2e-test': 'webhook-disallow'}}},
    },
    expected: denied('the crd contains unwanted label'),
  },
]

describe('agnhost webhook', () => {
  for (const {name, path, request, args, expected} of cases)
    it(name, async () => assert.deepEqual(await verdict(path, request, args), expected))

  it('refuses what is no review', async () =>
    assert.match(
      String(await ask(['webhook'], '/pods', {kind: 'Pod', apiVersion: 'v1'})),
      /^400 Unsupported group version kind/,
    ))
})

describe('agnhost crd-conversion-webhook', () => {
  const convert = async (desiredAPIVersion: string, ...objects: object[]) => {
    const review = {
      kind: 'ConversionReview',
      apiVersion: 'apiextensions.k8s.io/v1',
      request: {uid: 'u', desiredAPIVersion, objects},
    }
    return ((await ask(['crd-conversion-webhook'], '/crdconvert', review)) as {response: object}).response
  }

  it('takes a field apart and puts it together again', async () => {
    const one = {apiVersion: 'stable.example.com/v1', kind: 'Crd', hostPort: 'localhost:80'}
    const two = {apiVersion: 'stable.example.com/v2', kind: 'Crd', host: 'localhost', port: '80'}
    const success = {metadata: {}, status: 'Success'}

    assert.deepEqual(await convert(two.apiVersion, one), {uid: 'u', convertedObjects: [two], result: success})
    assert.deepEqual(await convert(one.apiVersion, two), {uid: 'u', convertedObjects: [one], result: success})
  })

  it('says what it cannot convert', async () =>
    assert.deepEqual(await convert('stable.example.com/v3', {apiVersion: 'stable.example.com/v1'}), {
      uid: 'u',
      convertedObjects: [],
      result: {metadata: {}, status: 'Failure', message: 'unexpected conversion version "stable.example.com/v3"'},
    }))
})
