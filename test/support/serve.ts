/**
 * A development server: `npx tsx test/support/serve.ts [PORT] [KUBECONFIG]` runs a whole new cluster in a temporary folder, serves it over HTTPS, and
 * writes a kubeconfig for kubectl and the recorded requests. It runs until it is interrupted, and leaves nothing behind.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {runDaemon} from '../../src/cluster/daemon/run-daemon.ts'
import {openEmbedded} from '../../src/cluster/open/open-embedded.ts'

const [port = '16443', kubeconfig = 'kubeconfig'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'kctl-serve-'))
const home = clusterHome({home: folder, name: 'default'})
const options = {settings: {port: Number(port)}, log: process.env['SERVE_LOG'] === '1'}
const {cluster, lock} = await openEmbedded(home, options)
const daemon = await runDaemon({home, cluster, lock, host: '127.0.0.1', port: Number(port)})
const {pki} = cluster
const base64 = (text: string) => Buffer.from(text).toString('base64')
const config = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    {name: 'dev', cluster: {server: daemon.record.server, 'certificate-authority-data': base64(pki.ca().certificate)}},
  ],
  users: [
    {
      name: 'admin',
      user: {
        'client-certificate-data': base64(pki.admin().certificate),
        'client-key-data': base64(pki.admin().key),
      },
    },
  ],
  contexts: [{name: 'dev', context: {cluster: 'dev', user: 'admin'}}],
  'current-context': 'dev',
}
writeFileSync(kubeconfig, JSON.stringify(config), {mode: 0o600})
console.log(`${daemon.record.server} ${kubeconfig}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await daemon.stop()
    rmSync(folder, {recursive: true, force: true})
    process.exit()
  })
