// kctl's API server alone, on a durable store in the folder that is named: what bench/apiserver measures. Says where it listens, and ends with its standard input.
import {mkdirSync} from 'node:fs'
import {Client} from '../../src/client/client.ts'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {listenHttps} from '../../src/cluster/apiserver/transports/https.ts'
import {administrator} from '../../src/cluster/cluster.ts'
import {InProcessTransport} from '../../src/cluster/in-process-transport.ts'
import {openEmbedded} from '../../src/cluster/open/open-embedded.ts'
import {prepareCluster} from '../../src/cluster/prepare-cluster.ts'
import {profiled} from '../support/profile.ts'

const folder = process.argv[2]!
mkdirSync(folder, {recursive: true})
const home = clusterHome({home: folder})
const {cluster, lock} = await openEmbedded(home, {syncBeside: true})
await lock.acquire({wait: 1000, role: 'bench'})
const {pki} = cluster
const client = new Client(new InProcessTransport(request => cluster.handle(request), administrator(pki)))
await prepareCluster({client, pki, port: 6443})
const {certificate, key} = pki.server()
const https = await listenHttps(cluster, {host: '127.0.0.1', port: 0, certificate, key})
const admin = pki.admin()
console.log(JSON.stringify({port: https.port, pid: process.pid, certificate: admin.certificate, key: admin.key}))
await profiled('apiserver', () => new Promise(resolve => process.stdin.on('end', resolve).resume()))
await https.stop()
await cluster.close()
lock.release()
process.exit(0)
