import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdirSync, openSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {PemFolder, Pki} from '../../src/cluster/pki/index.ts'
import {realProgram} from '../support/repository.ts'
import {connect} from './load.ts'
import type {Server} from './server.ts'

/** Kubernetes' own API server with an etcd of its own, on free ports; undefined where they are not built. */
export async function startReal(folder: string): Promise<Server | undefined> {
  const [etcd, apiserver] = [realProgram('etcd'), realProgram('kube-apiserver')]
  if (!etcd || !apiserver) return undefined
  mkdirSync(folder, {recursive: true})
  const pki = new Pki(new PemFolder(folder), Date.now)
  const [server, admin] = [pki.server(), pki.admin()]
  pki.ca()
  const keys = pki.serviceAccountKeys()
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, {mode: 0o600})
    return join(folder, name)
  }
  const children: ChildProcess[] = []
  const launch = (name: string, program: string, args: string[]) => {
    const log = openSync(join(folder, `${name}.log`), 'w')
    const child = spawn(program, args, {stdio: ['ignore', log, log]})
    children.push(child)
    return child.pid!
  }
  const [clients, peers, port] = [await freePort(), await freePort(), await freePort()]
  const at = (number: number) => `http://127.0.0.1:${number}`
  const pids = [
    launch('etcd', etcd, [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${at(clients)}`,
      `--advertise-client-urls=${at(clients)}`,
      `--listen-peer-urls=${at(peers)}`,
      `--initial-advertise-peer-urls=${at(peers)}`,
      `--initial-cluster=default=${at(peers)}`,
    ]),
    launch('kube-apiserver', apiserver, [
      `--etcd-servers=${at(clients)}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.96.0.0/12',
      '--authorization-mode=Node,RBAC',
      '--allow-privileged=true',
      `--cert-dir=${folder}`,
      `--client-ca-file=${file('client-ca.pem', pki.ca().certificate)}`,
      `--tls-cert-file=${file('serving.pem', server.certificate)}`,
      `--tls-private-key-file=${file('serving-key.pem', server.key)}`,
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${file('accounts.pem', keys.publicKey)}`,
      `--service-account-signing-key-file=${file('accounts-key.pem', keys.privateKey)}`,
    ]),
  ]
  const started: Server = {
    name: 'kube-apiserver',
    port,
    ...admin,
    pids,
    async stop() {
      for (const child of children.reverse()) {
        if (child.exitCode !== null) continue
        const gone = once(child, 'exit')
        child.kill()
        await gone
      }
    },
  }
  try {
    await untilReady(started)
    return started
  } catch (error) {
    await started.stop()
    throw error
  }
}

async function untilReady(server: Server): Promise<void> {
  const connection = connect(server, 1)
  for (let tries = 0; tries < 600; tries += 1) {
    const ready = await connection.send('GET', '/readyz').catch(() => undefined)
    if (ready?.status === 200) return connection.close()
    await pause(200)
  }
  throw new Error('kube-apiserver is not ready')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as {port: number}
  server.close()
  return port
}
