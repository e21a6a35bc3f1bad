// Pods per second from Deployments to Running, through the whole cluster in one process on a durable store.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Client} from '../../src/client/client.ts'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {administrator} from '../../src/cluster/cluster.ts'
import {InProcessTransport} from '../../src/cluster/in-process-transport.ts'
import {openEmbedded} from '../../src/cluster/open-embedded.ts'
import {measure, rate} from '../support/measure.ts'
import {profiled} from '../support/profile.ts'

const [nodes, deployments, replicas] = [
  Number(process.env['NODES'] ?? 1000),
  Number(process.env['DEPLOYMENTS'] ?? 100),
  Number(process.env['REPLICAS'] ?? 100),
]
const home = clusterHome({home: mkdtempSync(join(tmpdir(), 'kctl-bench-'))})
const {cluster, lock} = await openEmbedded(home, {settings: {workers: nodes - 1}, syncBeside: true})
await lock.acquire({wait: 1000, role: 'bench'})
const client = new Client(new InProcessTransport(request => cluster.handle(request), administrator(cluster.pki)))
const start = await profiled('nodes', () => measure(() => cluster.engine.start()))
console.log(`start     ${nodes} nodes registered in ${start.seconds.toFixed(1)} s: ${rate(nodes, start)}`)

const running = new Set<string>()
const watching = (async () => {
  for await (const {object} of client.watch({group: '', version: 'v1', resource: 'pods', namespace: 'default'})) {
    const status = object['status'] as {phase?: string; conditions?: {type: string; status: string}[]}
    if (status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True'))
      running.add(object.metadata.uid!)
    if (running.size === deployments * replicas) return
  }
})()
const create = (index: number) => {
  const labels = {app: `web-${index}`}
  const container = {name: 'c', image: 'nginx:1.27', resources: {requests: {cpu: '100m', memory: '64Mi'}}}
  return client.create(
    {group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default'},
    {
      metadata: {name: `web-${index}`},
      spec: {
        replicas,
        selector: {matchLabels: labels},
        template: {metadata: {labels}, spec: {containers: [container]}},
      },
    },
  )
}
const cost = await profiled('pods', () =>
  measure(async () => {
    await Promise.all(Array.from({length: deployments}, (_, index) => create(index)))
    await watching
  }),
)
const pods = deployments * replicas
console.log(
  `pods      ${pods} from Deployments to Ready in ${cost.seconds.toFixed(1)} s: ${rate(pods, cost)} (target 1,000/s)`,
)
console.log(`memory    ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`)
await cluster.engine.stop()
await cluster.close()
lock.release()
rmSync(home.home, {recursive: true, force: true})
process.exit(0)
