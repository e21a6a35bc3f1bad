/**
 * `npx tsx test/fuzz/compare.ts KUBECONFIG [COUNT] [SEED]` sends the same hostile requests to a real API server and to ours and prints where the
 * answers' codes or reasons differ: what to look at, no test. The real one must be disposable: it is filled, and written to.
 */
import {readFileSync} from 'node:fs'
import {type ConnectionOptions, connect} from 'node:tls'
import fc from 'fast-check'
import yaml from 'js-yaml'
import {hostileRequests} from './generators/index.ts'
import {population} from './generators/population.ts'
import {bytesOf, type HostileRequest} from './hostile-request.ts'
import {startFuzzedServer} from './hostile-server.ts'
import {exchange, type RawAnswer} from './raw-exchange.ts'

interface Kubeconfig {
  clusters: {cluster: {server: string}}[]
  users: {user: {'client-certificate-data': string; 'client-key-data': string}}[]
}

const [kubeconfig = '', count = '1000', seed = '34'] = process.argv.slice(2)
const {clusters, users} = yaml.load(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
const {hostname, port} = new URL(clusters[0]!.cluster.server)
const user = users[0]!.user
const identity: ConnectionOptions = {
  cert: Buffer.from(user['client-certificate-data'], 'base64'),
  key: Buffer.from(user['client-key-data'], 'base64'),
}

/** Who brings a token is nobody else. */
function ask(request: HostileRequest): Promise<RawAnswer> {
  const named = !request.headers.some(([name]) => name === 'Authorization')
  const socket = connect({host: hostname, port: Number(port), rejectUnauthorized: false, ...(named && identity)})
  return exchange(socket, bytesOf(request), {ends: request.raw !== undefined}).catch(silence)
}

const silence = (error: Error): RawAnswer => ({status: -1, headers: {}, body: Buffer.from(error.message)})

const ours = await startFuzzedServer()
for (const {path, object} of population)
  await ask({
    about: '',
    method: 'POST',
    target: path,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(JSON.stringify(object)),
  })
const known = new Map<string, number>()
for (const request of fc.sample(hostileRequests, {numRuns: Number(count), seed: Number(seed)})) {
  const [expected, actual] = [
    await ask(request),
    await exchange(ours.connect(), bytesOf(request), {ends: request.raw !== undefined}).catch(silence),
  ]
  const [want, have] = [gist(expected), gist(actual)]
  if (want.class === have.class) continue
  const key = `${request.about}: ${want.class} / ${have.class} ${have.message.slice(0, 40)}`
  known.set(key, (known.get(key) ?? 0) + 1)
  if (known.get(key)! > 3) continue
  console.log(
    `--- ${key}\n${bytesOf(request).toString('latin1').slice(0, 700)}\nreal: ${want.message}\nours: ${have.message}`,
  )
}
console.log(
  [...known]
    .sort((a, b) => b[1] - a[1])
    .map(([key, times]) => `${times} ${key}`)
    .join('\n'),
)
await ours.close()

function gist({status, body}: RawAnswer): {class: string; message: string} {
  const text = body.toString().slice(0, 4000)
  try {
    const {reason = '', message = '', kind} = JSON.parse(text) as {reason?: string; message?: string; kind: string}
    return kind === 'Status'
      ? {class: `${status} ${reason}`, message: message.slice(0, 700)}
      : {class: String(status), message: ''}
  } catch {
    return {class: String(status), message: text.slice(0, 300)}
  }
}
