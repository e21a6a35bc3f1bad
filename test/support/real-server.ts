import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {HttpsTransport} from '../../src/client/https-transport.ts'
import {PemMemory, Pki} from '../../src/cluster/pki/index.ts'
import {freePort, realProgram} from './real-programs.ts'

const run = promisify(execFile)

/** A real etcd and a real kube-apiserver, with nothing else yet. */
export interface RealServer {
  /** As an administrator. */
  transport: HttpsTransport
  /** The administrator's, a file. */
  kubeconfig: string
  kubectl(...args: string[]): Promise<string>
  /** Writes an etcd snapshot of all it has. */
  saveSnapshot(file: string): Promise<void>
  /** kubectl with objects from a file. */
  create(...objects: object[]): Promise<void>
  /** Starts one of Kubernetes' programs on the server. */
  start(name: string, ...args: string[]): void
  stop(): Promise<void>
}

export interface RealServerOptions {
  /** An etcd snapshot to begin with. */
  snapshot?: string
  /** The keys that what is in the snapshot was made with. */
  pki?: Pki
  /** For kube-apiserver. */
  flags?: string[]
  /** Absent: Node and RBAC; '': what the flags say. */
  authorizationMode?: string
}

export async function startRealServer({
  snapshot,
  pki = new Pki(new PemMemory(), Date.now),
  flags = [],
  authorizationMode = 'Node,RBAC',
}: RealServerOptions = {}): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-real-'))
  const children: ChildProcess[] = []
  const launch = (name: string, args: string[]): void => {
    const log = openSync(join(folder, `${name}.log`), 'w')
    children.push(spawn(realProgram(name), args, {stdio: ['ignore', log, log], cwd: folder}))
  }
  const {ca, admin} = writeKeys(folder, pki)
  const [client, peer, secure] = [await freePort(), await freePort(), await freePort()]
  const url = (port: number) => `http://127.0.0.1:${port}`
  const data = join(folder, 'etcd')
  if (snapshot) await run(realProgram('etcdutl'), ['snapshot', 'restore', snapshot, '--data-dir', data])
  launch('etcd', [
    `--data-dir=${data}`,
    `--listen-client-urls=${url(client)}`,
    `--advertise-client-urls=${url(client)}`,
    `--listen-peer-urls=${url(peer)}`,
  ])
  launch('kube-apiserver', [
    `--etcd-servers=${url(client)}`,
    `--secure-port=${secure}`,
    '--bind-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.96.0.0/12',
    ...(authorizationMode ? [`--authorization-mode=${authorizationMode}`] : []),
    '--allow-privileged=true',
    `--client-ca-file=${join(folder, 'ca.crt')}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
    ...flags,
  ])
  const server = `https://127.0.0.1:${secure}`
  const kubeconfig = join(folder, 'kubeconfig')
  writeFileSync(kubeconfig, JSON.stringify(adminConfig(server, admin)), {mode: 0o600})
  const kubectl = async (...args: string[]) =>
    (await run(realProgram('kubectl'), ['--kubeconfig', kubeconfig, ...args], {maxBuffer: 1 << 28})).stdout
  const tls = {ca, cert: admin.certificate, key: admin.key, rejectUnauthorized: false}
  await untilReady(kubectl)
  return {
    transport: new HttpsTransport({server, headers: {}, tls}),
    kubeconfig,
    kubectl,
    async create(...objects) {
      const file = join(folder, 'objects.json')
      writeFileSync(file, JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects}))
      await kubectl('create', '-f', file)
    },
    async saveSnapshot(file) {
      await run(realProgram('etcdctl'), [`--endpoints=${url(client)}`, 'snapshot', 'save', file])
    },
    start: (name, ...args) => launch(name, [`--kubeconfig=${kubeconfig}`, ...args]),
    async stop() {
      for (const child of children.reverse()) {
        if (child.exitCode !== null) continue
        const gone = once(child, 'exit')
        child.kill()
        await gone
      }
      rmSync(folder, {recursive: true, force: true})
    },
  }
}

interface KeyPair {
  certificate: string
  key: string
}

function writeKeys(folder: string, pki: Pki): {ca: string; admin: KeyPair} {
  mkdirSync(folder, {recursive: true})
  const {certificate: ca} = pki.ca()
  const {privateKey, publicKey} = pki.serviceAccountKeys()
  writeFileSync(join(folder, 'ca.crt'), ca)
  writeFileSync(join(folder, 'sa.key'), privateKey, {mode: 0o600})
  writeFileSync(join(folder, 'sa.pub'), publicKey)
  return {ca, admin: pki.admin()}
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The server makes its own certificate, which nobody has signed. */
const adminConfig = (server: string, {certificate, key}: KeyPair) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{name: 'real', cluster: {server, 'insecure-skip-tls-verify': true}}],
  users: [{name: 'admin', user: {'client-certificate-data': base64(certificate), 'client-key-data': base64(key)}}],
  contexts: [{name: 'real', context: {cluster: 'real', user: 'admin'}}],
  'current-context': 'real',
})

/** A server that is starting has nothing to wait on but its answers. */
async function untilReady(kubectl: (...args: string[]) => Promise<string>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await kubectl('get', '--raw', '/readyz').catch(() => '')) === 'ok') return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the real API server is not ready after 30 s')
}
