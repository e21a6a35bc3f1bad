import assert from 'node:assert/strict'
import {connect, createServer, type Server, type Socket} from 'node:net'
import type {Informer, KubeConfig, V1ConfigMap} from '@kubernetes/client-node'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

/** @kubernetes/client-node as a controller's author has it, unmodified, on the daemon. */
describe("client-node's informer", function () {
  this.timeout(120_000)
  let home: KctlHome
  let line: Line
  let config: KubeConfig
  let informer: Informer<V1ConfigMap> | undefined
  let over = false

  before(async () => {
    home = makeKctlHome()
    const started = await home.kctl('cluster', 'start', '--port', '0')
    assert.equal(started.code, 0, started.stderr)
    const {KubeConfig} = await import('@kubernetes/client-node')
    const {server} = home.daemon()!
    line = await openLine(Number(new URL(server).port))
    config = new KubeConfig()
    const text = (await home.kctl('cluster', 'kubeconfig')).stdout
    config.loadFromString(text.replace(/server: .*/, `server: https://127.0.0.1:${line.port}`))
  })
  after(async () => {
    over = true
    await informer?.stop()
    await line?.close()
    await home?.remove()
  })

  it('misses nothing of what happens while its connection is cut', async () => {
    const {CoreV1Api, makeInformer} = await import('@kubernetes/client-node')
    const api = config.makeApiClient(CoreV1Api)
    const namespace = 'default'
    const create = (name: string) => home.kctl('create', 'configmap', name)
    const list = () => api.listNamespacedConfigMap({namespace})
    const cache = makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, list)
    informer = cache
    const seen = recorder()
    informer.on('add', object => seen.note(`added ${object.metadata?.name}`))
    informer.on('delete', object => seen.note(`deleted ${object.metadata?.name}`))
    // What every user of it writes: begin again after an error.
    informer.on('error', () => void (over || cache.start()))

    await create('before')
    await informer.start()
    await seen.until('added before')
    line.cut()
    await create('meanwhile')
    await home.kctl('delete', 'configmap', 'before')
    await seen.until('added meanwhile')
    await seen.until('deleted before')
    await create('afterwards')
    await seen.until('added afterwards')

    const names = cache.list().map(({metadata}) => metadata?.name)
    assert.deepEqual(names.sort(), ['afterwards', 'kube-root-ca.crt', 'meanwhile'])
  })
})

/** Remembers what happened, for those who wait for it. */
function recorder() {
  const notes = new Set<string>()
  const waiting = new Map<string, () => void>()
  return {
    note(what: string) {
      notes.add(what)
      waiting.get(what)?.()
    },
    until: (what: string): Promise<void> =>
      notes.has(what) ? Promise.resolve() : new Promise(resolve => waiting.set(what, resolve)),
  }
}

interface Line {
  port: number
  /** Breaks every connection there is; new ones are let through. */
  cut(): void
  close(): Promise<void>
}

/** A TCP connection to a server of this machine that can be broken. */
async function openLine(target: number): Promise<Line> {
  const open = new Set<Socket>()
  const server: Server = createServer(near => {
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => open.delete(from))
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as {port: number}).port,
    cut,
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      cut()
      await closed
    },
  }
}
