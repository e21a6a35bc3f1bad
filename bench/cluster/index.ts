// Pods per second from Deployments to Ready, through the whole cluster in one process on a durable store, beside Kubernetes' own programs where they are built.
// NODES and PODS set how many; PROFILE=<folder> writes CPU profiles; REAL=no leaves Kubernetes' own out.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Client} from '../../src/client/client.ts'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {administrator} from '../../src/cluster/cluster.ts'
import {InProcessTransport} from '../../src/cluster/in-process-transport.ts'
import {openEmbedded} from '../../src/cluster/open/open-embedded.ts'
import {measure, rate, ratio} from '../support/measure.ts'
import {profiled} from '../support/profile.ts'
import {runReal} from './real.ts'
import {deploy, pods, size} from './workload.ts'

const real = process.env['REAL'] === 'no' ? undefined : await runReal()
const home = clusterHome({home: mkdtempSync(join(tmpdir(), 'kctl-bench-'))})
const {cluster, lock} = await openEmbedded(home, {settings: {workers: size.nodes - 1}, syncBeside: true})
await lock.acquire({wait: 1000, role: 'bench'})
const client = new Client(new InProcessTransport(request => cluster.handle(request), administrator(cluster.pki)))
const start = await profiled('nodes', () => measure(() => cluster.engine.start()))
console.log(`start     ${size.nodes} nodes registered in ${start.seconds.toFixed(1)} s: ${rate(size.nodes, start)}`)
const cost = await profiled('pods', () => measure(() => deploy(client)))
const memory = Math.round(process.memoryUsage().rss / 1024 / 1024)
console.log(
  `pods      ${pods} from Deployments to Ready in ${cost.seconds.toFixed(1)} s: ${rate(pods, cost)} (target 1,000/s)`,
)
console.log(`memory    ${memory} MB`)
if (real) {
  console.log(
    `real      ${pods} by Kubernetes' own programs and kwok in ${real.seconds.toFixed(1)} s: ${rate(pods, real)}, ${real.memory} MB`,
  )
  console.log(`ratio     ${ratio(real, cost)}, ${(memory / real.memory).toFixed(2)} × the memory`)
}
await cluster.engine.stop()
await cluster.close()
lock.release()
rmSync(home.home, {recursive: true, force: true})
process.exit(0)
