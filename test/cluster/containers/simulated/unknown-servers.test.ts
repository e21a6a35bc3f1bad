import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {connect} from 'node:tls'
import {podHttp, secured} from '../../../../src/cluster/kubelet/pod-http.ts'
import type {PemStore} from '../../../../src/cluster/pki/pem-store.ts'
import {Pki} from '../../../../src/cluster/pki/pki.ts'
import {duplexOf} from '../../../../src/cluster/runtime/byte-stream.ts'
import {simulatedPods} from '../../../support/simulated-pods.ts'

const get = (path: string, body?: unknown) => ({
  method: body ? 'POST' : 'GET',
  path,
  headers: {},
  ...(body !== undefined && {body: Buffer.from(JSON.stringify(body))}),
})

async function serve(image: string, ports: number[], secret: Record<string, string> = {}) {
  const files = Object.fromEntries(Object.entries(secret).map(([name, content]) => [name, {content, mode: 0o644}]))
  const {runtime, start} = simulatedPods({seed: 'servers', volumes: () => files})
  const mounts = [
    {hostPath: '/var/lib/kubelet/pods/u/volumes/kubernetes.io~secret/tls', containerPath: '/tls', readOnly: true},
  ]
  const {sandbox} = await start([{image, mounts, ports}], {name: 'pod-0', hostname: 'pod-0'})
  return (port: number) => runtime.connect(sandbox, port)
}

describe('servers of images that nobody knows', () => {
  for (const image of ['quay.io/company/server:v1', 'traefik:v3.0'])
    it(`${image} says 200 on the ports that it declares, with and without TLS, and refuses others`, async () => {
      const open = await serve(image, [8080])

      const plain = await podHttp(await open(8080), get('/healthz'))
      const overTls = await podHttp(secured(await open(8080)), get('/healthz'))

      assert.equal(plain.status, 200)
      // Probes that look for somebody's name in quotes, as Consul's for its leader, find one.
      assert.match(Buffer.from(plain.body).toString(), /^"[^"]+" is not simulated/)
      assert.equal(overTls.status, 200)
      await assert.rejects(async () => open(8081))
    })

  it('a known server keeps to its own ports', async () => {
    const open = await serve('nginx:1.27', [8080])

    await assert.rejects(async () => open(8080))
  })

  it('a webhook allows, and an aggregated API has nothing', async () => {
    const open = await serve('quay.io/company/webhook', [443])
    const review = {kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request: {uid: 'u-1'}}

    const allowed = await podHttp(await open(443), get('/validate', review))
    const api = await podHttp(await open(443), get('/apis/custom.metrics.k8s.io/v1beta1'))

    assert.deepEqual(JSON.parse(Buffer.from(allowed.body).toString()), {
      kind: 'AdmissionReview',
      apiVersion: 'admission.k8s.io/v1',
      response: {uid: 'u-1', allowed: true},
    })
    assert.deepEqual(JSON.parse(Buffer.from(api.body).toString()), {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'custom.metrics.k8s.io/v1beta1',
      resources: [],
    })
  })

  it('tells who asks as one asks a Redis that all is well', async () => {
    const open = await serve('quay.io/company/cache', [6379])
    const ask = async (...words: string[]): Promise<string> => {
      const connection = await open(6379)
      connection.send(
        Buffer.from(`*${words.length}\r\n${words.map(word => `$${word.length}\r\n${word}\r\n`).join('')}`),
      )
      connection.end()
      let text = ''
      for await (const chunk of connection.received) text += Buffer.from(chunk).toString()
      return text
    }

    const answers = [await ask('ping'), await ask('cluster', 'info'), await ask('set', 'a', '1')]

    assert.deepEqual(answers, ['+PONG\r\n', '$16\r\ncluster_state:ok\r\n', '+OK\r\n'])
  })

  it('shows the certificate of a TLS secret that it has mounted', async () => {
    const kept = new Map<string, string>()
    const store: PemStore = {
      read: name => kept.get(name),
      keep: (name, text) => kept.get(name) ?? kept.set(name, text).get(name)!,
      replace: (name, text) => void kept.set(name, text),
    }
    const {certificate, key} = new Pki(store, () => Date.UTC(2026, 0, 1)).ca()
    const open = await serve('quay.io/company/webhook', [443], {'tls.crt': certificate, 'tls.key': key})

    const socket = connect({socket: duplexOf(await open(443)), rejectUnauthorized: false})
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
    const shown = socket.getPeerX509Certificate()
    socket.destroy()

    assert.equal(shown?.fingerprint256, new X509Certificate(certificate).fingerprint256)
  })
})
