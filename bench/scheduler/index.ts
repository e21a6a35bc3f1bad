// Pods per second through the scheduler: 5,000 nodes, 10,000 pods, bound through a whole API server on a durable store, beside kube-scheduler on Kubernetes' own
// where they are built. NODES and PODS set how many; PROFILE=<folder> writes a CPU profile; REAL=no leaves Kubernetes' own out.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {openSqliteStore} from '../../src/cluster/etcd/index.ts'
import {createEventRecorder} from '../../src/cluster/runtime/api-event-recorder.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {createInformerFactory} from '../../src/cluster/runtime/informer-factory.ts'
import {silent} from '../../src/cluster/runtime/logger.ts'
import {createScheduler} from '../../src/cluster/scheduler/index.ts'
import {systemTime} from '../../src/cluster/system-time.ts'
import {startTestApiServer} from '../../test/support/api-server.ts'
import {rate, ratio} from '../support/measure.ts'
import {profiled} from '../support/profile.ts'
import {runReal} from './real.ts'
import {firstToLastBound, nodes, pods, prepare} from './workload.ts'

const real = process.env['REAL'] === 'no' ? undefined : await runReal()
const folder = mkdtempSync(join(tmpdir(), 'kctl-bench-'))
const clock = new ClusterClock(systemTime.now())
const store = await openSqliteStore({file: join(folder, 'etcd.db'), clock, syncBeside: true})
const {client, random, activity, close} = await startTestApiServer({frozen: false, clock, store})
clock.run(systemTime)
const began = performance.now()
await prepare(client)
console.log(`made      ${nodes} nodes and ${pods} pods in ${((performance.now() - began) / 1000).toFixed(1)} s`)
const informers = createInformerFactory({client, clock, activity, log: silent})
const events = createEventRecorder({client, clock, random, activity, log: silent})
const scheduler = createScheduler({client, informers, clock, random, activity, events, log: silent})
const cost = await profiled('scheduler', async () => {
  const bound = firstToLastBound(client, processorTime)
  await scheduler.start()
  return bound
})
const memory = Math.round(process.memoryUsage().rss / 1024 / 1024)
console.log(
  `scheduled ${pods} pods over ${nodes} nodes: ${rate(pods, cost)} (target 1,000/s; kube-scheduler's own floor is 680/s)`,
)
console.log(`memory    ${memory} MB`)
if (real) {
  console.log(`real      by kube-scheduler: ${rate(pods, real)}, ${real.memory} MB`)
  console.log(`ratio     ${ratio(real, cost)}, ${(memory / real.memory).toFixed(2)} × the memory`)
}
await scheduler.stop()
await informers.stop()
await close()
await store.close()
rmSync(folder, {recursive: true, force: true})

/** This process has everything. */
function processorTime(): number {
  const {user, system} = process.cpuUsage()
  return (user + system) / 1e6
}
