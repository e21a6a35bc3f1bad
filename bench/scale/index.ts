// A daemon with thousands of nodes and tens of thousands of pods: how long until they run, what memory they take, how soon lists are answered. NODES=5000
// PODS=150000 is what the design names; by default a tenth of it.
import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {kctl} from '../support/repository.ts'
import {memoryOf} from './memory-of.ts'
import {type Answer, overSocket} from './over-socket.ts'
import {quantile} from './quantile.ts'

const nodes = Number(process.env['NODES'] ?? 500)
const pods = Number(process.env['PODS'] ?? nodes * 30)
const replicas = Math.min(100, pods)
const deployments = Math.ceil(pods / replicas)
/** Seconds after which it is measured with the pods that run by then. */
const within = Number(process.env['WITHIN'] ?? 3600)
/** Deployments in a namespace. */
const perNamespace = 10
const home = clusterHome({home: mkdtempSync(join(tmpdir(), 'kctl-scale-'))})
const run = (...args: string[]) =>
  execFileSync(kctl, args, {env: {...process.env, KCTL_HOME: home.home}, stdio: ['ignore', 'pipe', 'pipe']})

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1)

try {
  const began = performance.now()
  run('cluster', 'start', '--port=0', `--nodes=${nodes}`)
  const {pid} = JSON.parse(readFileSync(home.daemon, 'utf8')) as {pid: number}
  console.log(`start     ${nodes} nodes Ready in ${seconds(began)} s, ${memoryOf(pid)}`)
  const looked = performance.now()
  run('get', 'nodes')
  console.log(`nodes     kctl get nodes in ${seconds(looked)} s`)
  await fill(pid)
  await lists()
  console.log(`memory    ${memoryOf(pid)} (target 6,144 MB)`)
} finally {
  run('cluster', 'delete')
  rmSync(home.home, {recursive: true, force: true})
}

async function fill(pid: number): Promise<void> {
  const server = overSocket(home.socket)
  const began = performance.now()
  for (let index = 0; index < deployments; index += 1) {
    const namespace = `load-${Math.floor(index / perNamespace)}`
    if (index % perNamespace === 0) await server.post('/api/v1/namespaces', {metadata: {name: namespace}})
    const wanted = Math.min(replicas, pods - index * replicas)
    await server.post(`/apis/apps/v1/namespaces/${namespace}/deployments`, deployment(index, wanted))
  }
  let ready = 0
  for (let told = 0; ready < pods && Number(seconds(began)) < within; await pause(2000)) {
    ready = await readyReplicas()
    if (ready - told < pods / 20) continue
    told = ready
    console.log(`pods      ${ready} Ready after ${seconds(began)} s, ${memoryOf(pid)}`)
  }
  const taken = Number(seconds(began))
  console.log(
    `pods      ${ready} of ${pods} from Deployments to Ready in ${taken} s: ${Math.round(ready / taken)}/s, ${memoryOf(pid)}`,
  )
}

function deployment(index: number, wanted: number): object {
  const labels = {app: `web-${index}`}
  const container = {name: 'c', image: 'nginx:1.27', resources: {requests: {cpu: '100m', memory: '64Mi'}}}
  return {
    metadata: {name: `web-${index}`},
    spec: {
      replicas: wanted,
      selector: {matchLabels: labels},
      template: {metadata: {labels}, spec: {containers: [container]}},
    },
  }
}

async function readyReplicas(): Promise<number> {
  const {text} = await overSocket(home.socket).get('/apis/apps/v1/deployments', {keep: true})
  const {items} = JSON.parse(text) as {items: {metadata: {namespace: string}; status: {readyReplicas?: number}}[]}
  return items
    .filter(({metadata}) => metadata.namespace.startsWith('load-'))
    .reduce((sum, {status}) => sum + (status.readyReplicas ?? 0), 0)
}

async function lists(): Promise<void> {
  const path = '/api/v1/pods'
  const node = (index: number) => `worker-${1 + ((index * 37) % (nodes - 1))}`
  const spaces = Math.ceil(deployments / perNamespace)
  await timed('of a namespace', 100, index => `/api/v1/namespaces/load-${index % spaces}/pods`)
  await timed('on a node', 50, index => `${path}?fieldSelector=spec.nodeName%3D${node(index)}`)
  await timed(
    'on a node, resourceVersion=0',
    50,
    index => `${path}?resourceVersion=0&fieldSelector=spec.nodeName%3D${node(index)}`,
  )
  await timed('with a label', 50, index => `${path}?labelSelector=app%3Dweb-${(index * 7) % deployments}`)
  let token = ''
  await timed(
    'pages of 500',
    Math.min(100, Math.ceil(pods / 500)),
    () => `${path}?limit=500&continue=${token}`,
    ({text}) => {
      token = encodeURIComponent((JSON.parse(text) as {metadata: {continue?: string}}).metadata.continue ?? '')
    },
  )
  await timed('of all, whole', 5, () => path)
}

async function timed(
  what: string,
  times: number,
  path: (index: number) => string,
  then?: (answer: Answer) => void,
): Promise<void> {
  const server = overSocket(home.socket)
  const first: number[] = []
  const all: number[] = []
  let bytes = 0
  for (let index = 0; index < times; index += 1) {
    const answer = await server.get(path(index), {keep: then !== undefined})
    first.push(answer.firstByte)
    all.push(answer.milliseconds)
    bytes = Math.max(bytes, answer.bytes)
    then?.(answer)
  }
  const told = `p50 ${quantile(all, 0.5)} ms, p99 ${quantile(all, 0.99)} ms, first byte p99 ${quantile(first, 0.99)} ms`
  console.log(`list      ${what}: ${told} (${times} times, up to ${(bytes / 1e6).toFixed(1)} MB)`)
}
