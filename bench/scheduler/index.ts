// Pods per second through the scheduler: 5,000 nodes, 10,000 pods, bound through a whole API server on a store in memory.
import {createEventRecorder} from '../../src/cluster/runtime/api-event-recorder.ts'
import {createInformerFactory} from '../../src/cluster/runtime/informer-factory.ts'
import {silent} from '../../src/cluster/runtime/logger.ts'
import {createScheduler} from '../../src/cluster/scheduler/index.ts'
import {startTestApiServer} from '../../test/support/api-server.ts'

const [nodes, pods] = [Number(process.env['NODES'] ?? 5000), Number(process.env['PODS'] ?? 10_000)]
const core = (resource: string, namespace?: string) => ({
  group: '',
  version: 'v1',
  resource,
  ...(namespace && {namespace}),
})

const {client, clock, random, activity, close} = await startTestApiServer({frozen: false})
clock.run({
  now: Date.now,
  wake: (ms, callback) =>
    (
      timer => () =>
        clearTimeout(timer)
    )(setTimeout(callback, ms).unref()),
})
const amounts = {cpu: '32', memory: '64Gi', pods: '110'}
await inBatches(nodes, index =>
  client.create(core('nodes'), {
    metadata: {
      name: `node-${index}`,
      labels: {'kubernetes.io/hostname': `node-${index}`, 'topology.kubernetes.io/zone': `zone-${index % 3}`},
    },
    spec: {taints: []},
    status: {capacity: amounts, allocatable: amounts},
  }),
)
for (const node of (await client.list(core('nodes'))).items) {
  await client.patch({...core('nodes'), name: node.metadata.name}, 'merge', {spec: {taints: null}})
}
const container = {name: 'c', image: 'nginx', resources: {requests: {cpu: '100m', memory: '128Mi'}}}
const started = performance.now()
await inBatches(pods, index =>
  client.create(core('pods', 'default'), {metadata: {name: `pod-${index}`}, spec: {containers: [container]}}),
)
const created = performance.now()
const informers = createInformerFactory({client, clock, activity, log: silent})
const events = createEventRecorder({client, clock, random, activity, log: silent})
const scheduler = createScheduler({client, informers, clock, random, activity, events, log: silent})
await scheduler.start()
let bound = 0
await new Promise<void>(resolve => {
  informers.informer(core('pods')).onChange({
    updated(pod, old) {
      const nodeOf = (object: typeof pod) => (object['spec'] as {nodeName?: string}).nodeName
      if (nodeOf(pod) && !nodeOf(old) && ++bound === pods) resolve()
    },
  })
})
const done = performance.now()
console.log(`created   ${pods} pods, ${Math.round(pods / ((created - started) / 1000))}/s`)
console.log(
  `scheduled ${pods} pods over ${nodes} nodes, ${Math.round(pods / ((done - created) / 1000))}/s (target 1,000/s; kube-scheduler's own floor is 680/s)`,
)
console.log(`memory    ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`)
await scheduler.stop()
await informers.stop()
await close()

async function inBatches(count: number, create: (index: number) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < count; first += 100) {
    await Promise.all(Array.from({length: Math.min(100, count - first)}, (_, index) => create(first + index)))
  }
}
