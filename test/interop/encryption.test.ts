import assert from 'node:assert/strict'
import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {freePort, haveRealPrograms, realProgram} from '../support/real-programs.ts'
import {kctl} from '../support/shared.ts'

const run = promisify(execFile)
const needed = ['etcd', 'etcdutl', 'kube-apiserver', 'kubectl']

const secret = Buffer.alloc(32, 7).toString('base64')
const rule = (resources: string, provider: string) =>
  `  - resources: [${resources}]\n    providers: [{${provider}: {keys: [{name: key1, secret: ${secret}}]}}, {identity: {}}]\n`
const configuration = `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n${rule('secrets', 'aescbc')}${rule('configmaps', 'aesgcm')}${rule('"*."', 'secretbox')}`

/** The snapshot of an encrypted cluster under a real etcd and a real API server that have the same keys. */
describe('Secrets that kctl encrypts', function () {
  this.timeout(60_000)
  let folder: string
  let children: ChildProcess[]

  before(function () {
    if (!haveRealPrograms(...needed)) this.skip()
    folder = mkdtempSync(join(tmpdir(), 'kctl-encryption-'))
    children = []
  })
  after(async () => {
    for (const child of children?.reverse() ?? []) {
      if (child.exitCode !== null) continue
      const gone = once(child, 'exit')
      child.kill()
      await gone
    }
    if (folder) rmSync(folder, {recursive: true, force: true})
  })

  it('are read by the real API server', async () => {
    const env = {...process.env, KCTL_HOME: folder, HOME: folder}
    const file = join(folder, 'encryption.yaml')
    writeFileSync(file, configuration)
    await run(kctl, ['cluster', 'start', '--port=0', `--encryption-provider-config=${file}`], {env})
    await run(kctl, ['create', 'secret', 'generic', 's', '--from-literal=a=hidden'], {env})
    await run(kctl, ['create', 'configmap', 'c', '--from-literal=a=hidden'], {env})
    await run(kctl, ['create', 'serviceaccount', 'a'], {env})
    await run(kctl, ['create', 'token', 'default'], {env})
    await run(kctl, ['cluster', 'stop'], {env})
    const value = await run(kctl, ['etcdctl', 'get', '/registry/secrets/default/s', '--print-value-only'], {env})

    const kubectl = await serveSnapshot(env, file)
    const found = await Promise.all([
      kubectl('get', 'secret', 's', '-o', 'jsonpath={.data.a}'),
      kubectl('get', 'configmap', 'c', '-o', 'jsonpath={.data.a}'),
      kubectl('get', 'serviceaccount', 'a', '-o', 'name'),
    ])

    assert.match(value.stdout, /^k8s:enc:aescbc:v1:key1:/)
    assert.deepEqual(found, [Buffer.from('hidden').toString('base64'), 'hidden', 'serviceaccount/a\n'])
  })

  /** Starts etcd and kube-apiserver on the cluster's snapshot; answers what asks them. */
  async function serveSnapshot(env: NodeJS.ProcessEnv, file: string) {
    const snapshot = join(folder, 'snapshot.db')
    const pki = join(folder, 'clusters/default/pki')
    await run(kctl, ['etcdctl', 'snapshot', 'save', snapshot], {env})
    await run(realProgram('etcdutl'), ['snapshot', 'restore', snapshot, '--data-dir', join(folder, 'etcd')])
    const [client, peer, secure] = [await freePort(), await freePort(), await freePort()]
    const urls = (port: number) => `http://127.0.0.1:${port}`
    const etcdFlags = {
      'data-dir': join(folder, 'etcd'),
      'listen-client-urls': urls(client),
      'advertise-client-urls': urls(client),
      'listen-peer-urls': urls(peer),
    }
    launch('etcd', etcdFlags)
    launch('kube-apiserver', {
      'etcd-servers': urls(client),
      'secure-port': secure,
      'bind-address': '127.0.0.1',
      'endpoint-reconciler-type': 'none',
      'service-cluster-ip-range': '10.96.0.0/12',
      'authorization-mode': 'Node,RBAC',
      'client-ca-file': join(pki, 'ca.crt'),
      'cert-dir': join(folder, 'certificates'),
      'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
      'service-account-key-file': join(pki, 'sa.pub'),
      'service-account-signing-key-file': join(pki, 'sa.key'),
      'encryption-provider-config': file,
    })
    const {stdout} = await run(kctl, ['cluster', 'kubeconfig'], {env})
    const kubeconfig = join(folder, 'kubeconfig')
    const pinned = stdout
      .replace(/server: .*/, `server: https://127.0.0.1:${secure}`)
      .replace(/certificate-authority-data: .*/, 'insecure-skip-tls-verify: true')
    writeFileSync(kubeconfig, pinned, {mode: 0o600})
    const kubectl = async (...args: string[]) =>
      (await run(realProgram('kubectl'), ['--kubeconfig', kubeconfig, ...args], {env})).stdout
    await untilReady(kubectl)
    return kubectl
  }

  function launch(name: string, flags: Record<string, string | number>): void {
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)
    children.push(spawn(realProgram(name), args, {stdio: 'ignore', cwd: folder}))
  }
})

/** A server that is starting has nothing to wait on but its answers. */
async function untilReady(kubectl: (...args: string[]) => Promise<string>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if ((await kubectl('get', '--raw', '/readyz').catch(() => '')) === 'ok') return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the real API server is not ready after 15 s')
}
