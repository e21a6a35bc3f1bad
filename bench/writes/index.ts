// What each of the writes costs that a pod's life is made of, on a durable store and in process, 50 at a time: COUNT of each. With PROFILE=<folder>, ONLY=<name> is
// profiled.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Pod} from '../../src/api/kinds.ts'
import type {KubeObject} from '../../src/api/object.ts'
import {Client, type ResourcePath} from '../../src/client/client.ts'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {administrator} from '../../src/cluster/cluster.ts'
import {identities} from '../../src/cluster/identities.ts'
import {InProcessTransport} from '../../src/cluster/in-process-transport.ts'
import {openEmbedded} from '../../src/cluster/open/open-embedded.ts'
import {prepareCluster} from '../../src/cluster/prepare-cluster.ts'
import {measure, rate} from '../support/measure.ts'
import {profiled} from '../support/profile.ts'
import {newEvent, newPod, runningStatus} from './objects.ts'

const count = Number(process.env['COUNT'] ?? 5000)
const only = process.env['ONLY']
const atOnce = 50
const node = 'n1'

const home = clusterHome({home: mkdtempSync(join(tmpdir(), 'kctl-bench-'))})
const {cluster, lock} = await openEmbedded(home, {syncBeside: true})
await lock.acquire({wait: 1000, role: 'bench'})
const transport = (user: ReturnType<typeof administrator>) =>
  new InProcessTransport(request => cluster.handle(request), user)
const admin = new Client(transport(administrator(cluster.pki)))
const kubelet = new Client(transport(identities.node(node)), {headers: {'user-agent': 'kubelet/v1.34.3'}})
const core = (resource: string, more: Partial<ResourcePath> = {}): ResourcePath => ({
  group: '',
  version: 'v1',
  resource,
  namespace: 'default',
  ...more,
})
await prepareCluster({client: admin, pki: cluster.pki, port: 6443})
await admin.create(core('serviceaccounts'), {metadata: {name: 'default'}})
await admin.create(core('nodes', {namespace: ''}), {metadata: {name: node}})
/** What the watches have said last, by uid. */
const latest = new Map<string, KubeObject>()
// What components watch is answered from memory.
for (const resource of ['pods', 'namespaces', 'nodes', 'serviceaccounts', 'resourcequotas', 'limitranges'])
  watch(resource)

const pods: Pod[] = []
const own = (index: number, subresource: string) => core('pods', {name: pods[index]!.metadata.name, subresource})
await each('events', index => kubelet.create(core('events'), newEvent(index, node)))
await each('pods', async index => {
  pods[index] = await admin.create<Pod>(core('pods'), newPod())
})
await each('bindings', async index => {
  const {name, uid} = pods[index]!.metadata
  await admin.create(own(index, 'binding'), {metadata: {name, uid}, target: {kind: 'Node', name: node}})
})
await each('statuses', index =>
  kubelet.update(own(index, 'status'), {...seen(index), status: runningStatus(seen(index), index)}),
)
await cluster.close()
lock.release()
rmSync(home.home, {recursive: true, force: true})
process.exit(0)

function watch(resource: string): void {
  void (async () => {
    for await (const {object} of admin.watch(core(resource, {namespace: ''}))) latest.set(object.metadata.uid!, object)
  })().catch(() => undefined)
}

/** A pod as a kubelet's cache has it. */
function seen(index: number): Pod {
  return latest.get(pods[index]!.metadata.uid!) as Pod
}

async function each(name: string, write: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const client = async () => {
    for (let index = next++; index < count; index = next++) await write(index)
  }
  const all = () => measure(() => Promise.all(Array.from({length: atOnce}, client)))
  const cost = only === name ? await profiled(name, all) : await all()
  console.log(`${name.padEnd(10)}${count}: ${rate(count, cost)}, ${Math.round((cost.cpu / count) * 1e6)} µs each`)
}
