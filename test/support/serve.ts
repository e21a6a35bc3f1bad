/**
 * A development server: `npx tsx test/support/serve.ts [PORT] [KUBECONFIG]` serves an API server over HTTPS, its objects in memory, its
 * certificates made anew, and writes a kubeconfig for kubectl and the recorded requests. It runs until it is interrupted.
 */
import {writeFileSync} from 'node:fs'
import {Client} from '../../src/client/client.ts'
import {defaultAdmissionPlugins} from '../../src/cluster/apiserver/admission/index.ts'
import {
  impersonation,
  openAuth,
  reconcileBootstrapPolicy,
  StoredObjects,
} from '../../src/cluster/apiserver/auth/index.ts'
import {type ApiServer, createApiServer} from '../../src/cluster/apiserver/index.ts'
import {RequestMetrics} from '../../src/cluster/apiserver/metrics/request-metrics.ts'
import {ServerPaths} from '../../src/cluster/apiserver/paths.ts'
import {advertiseAddress} from '../../src/cluster/apiserver/transports/advertise-address.ts'
import {listenHttps} from '../../src/cluster/apiserver/transports/https.ts'
import {openSqliteStore} from '../../src/cluster/etcd/index.ts'
import {PemMemory, Pki} from '../../src/cluster/pki/index.ts'
import {builtInResources} from '../../src/cluster/resources/index.ts'
import {Activity} from '../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../src/cluster/runtime/random.ts'
import {systemTime} from '../../src/cluster/system-time.ts'

const [port = '0', kubeconfig = 'kubeconfig'] = process.argv.slice(2)
const clock = new ClusterClock(systemTime.now())
clock.run(systemTime)
const random = new SeededRandom(String(systemTime.now()))
const activity = new Activity()
const store = await openSqliteStore({file: ':memory:', clock, random})
const pki = new Pki(new PemMemory(), systemTime.now)
const auth = openAuth({source: new StoredObjects(() => server.parts), clock, random, pki, now: systemTime.now})
const requests = new RequestMetrics()
const paths = new ServerPaths({
  server: () => server.parts,
  store,
  auth,
  requests,
  serverAddress: () => `${advertiseAddress()}:${listener.port}`,
})
const server: ApiServer = createApiServer({
  store,
  clock,
  random,
  activity,
  definitions: builtInResources,
  admission: [...defaultAdmissionPlugins, auth.admission],
  kinds: auth.kinds,
  authenticator: auth.authenticator,
  authorizer: auth.authorizer,
  impersonation,
  tokens: auth.issuer,
  paths: [paths],
})
const client = new Client({
  request: request => server.handle({...request, user: {name: 'system:apiserver', groups: ['system:masters']}}),
  close: async () => {},
})
for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease'])
  await client.create({group: '', version: 'v1', resource: 'namespaces'}, {metadata: {name}})
await reconcileBootstrapPolicy(client)
const {certificate, key} = pki.server()
const listener = await listenHttps(requests.counting(server), {host: '127.0.0.1', port: Number(port), certificate, key})
const admin = pki.admin()
const base64 = (text: string) => Buffer.from(text).toString('base64')
const config = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    {name: 'dev', cluster: {server: listener.address, 'certificate-authority-data': base64(pki.ca().certificate)}},
  ],
  users: [
    {
      name: 'admin',
      user: {'client-certificate-data': base64(admin.certificate), 'client-key-data': base64(admin.key)},
    },
  ],
  contexts: [{name: 'dev', context: {cluster: 'dev', user: 'admin'}}],
  'current-context': 'dev',
}
writeFileSync(kubeconfig, JSON.stringify(config), {mode: 0o600})
console.log(`${listener.address} ${kubeconfig}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await listener.stop()
    server.stop()
    auth.stop()
    clock.pause()
    await store.close()
  })
