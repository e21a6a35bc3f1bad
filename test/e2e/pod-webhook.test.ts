import assert from 'node:assert/strict'
import {builtin} from '../../src/api/builtin-resources.ts'
import type {KubeObject} from '../../src/api/object.ts'
import type {Client} from '../../src/client/client.ts'
import {PemMemory, Pki} from '../../src/cluster/pki/index.ts'
import {type OneShotCommands, oneShotCommands} from '../support/one-shot-commands.ts'

const namespace = 'default'
const labels = {app: 'hook'}
const configurations = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'validatingwebhookconfigurations',
}

const pki = new Pki(new PemMemory(), Date.now)

describe('a webhook that is a pod of the cluster', () => {
  let commands: OneShotCommands
  beforeEach(() => {
    commands = oneShotCommands()
  })
  afterEach(() => commands.remove())

  it('is asked by a command that finds the cluster at rest', async () => {
    await commands.command(serve)
    await commands.command(client => client.create(configurations, configuration))

    const denied = commands.command(client =>
      client.create({...builtin.configMaps, namespace}, configMap('webhook-disallow')),
    )
    await assert.rejects(
      denied,
      /admission webhook "hook\.example\.com" denied the request: the configmap contains unwanted key and value/,
    )
    await commands.command(client => client.create({...builtin.configMaps, namespace}, configMap('welcome')))
  })

  it('is missed while no pod of its Service is ready', async () => {
    await commands.command(client => client.create({...builtin.services, namespace}, service))
    await commands.command(client => client.create(configurations, configuration))

    const failed = commands.command(client => client.create({...builtin.configMaps, namespace}, configMap('welcome')))

    await assert.rejects(
      failed,
      /failed calling webhook "hook\.example\.com": failed to call webhook: Post "https:\/\/hook\.default\.svc:443\/configmaps\?timeout=10s": no endpoints available for service "hook"/,
    )
  })
})

async function serve(client: Client): Promise<void> {
  const {certificate, key} = pki.server(['hook.default.svc'])
  await client.create({...builtin.secrets, namespace}, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: 'certs', namespace},
    stringData: {'tls.crt': certificate, 'tls.key': key},
  } as KubeObject)
  await client.create({...builtin.services, namespace}, service)
  const container = {
    name: 'hook',
    image: 'registry.k8s.io/e2e-test-images/agnhost:2.56',
    args: ['webhook', '--tls-cert-file=/certs/tls.crt', '--tls-private-key-file=/certs/tls.key', '--port=8444'],
    readinessProbe: {httpGet: {path: '/readyz', port: 8444, scheme: 'HTTPS'}, periodSeconds: 1},
    volumeMounts: [{name: 'certs', mountPath: '/certs'}],
  }
  await client.create({...builtin.pods, namespace}, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'hook', namespace, labels},
    spec: {containers: [container], volumes: [{name: 'certs', secret: {secretName: 'certs'}}]},
  } as KubeObject)
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name: 'hook', namespace},
  spec: {selector: labels, ports: [{port: 443, targetPort: 8444}]},
} as KubeObject

const configuration = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: {name: 'hook'},
  webhooks: [
    {
      name: 'hook.example.com',
      clientConfig: {
        service: {name: 'hook', namespace, path: '/configmaps'},
        caBundle: Buffer.from(pki.ca().certificate).toString('base64'),
      },
      rules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps']}],
      namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': namespace}},
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
} as KubeObject

const configMap = (word: string): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: word, namespace},
    data: {'webhook-e2e-test': word},
  }) as KubeObject
