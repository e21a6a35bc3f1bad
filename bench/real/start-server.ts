import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {PemFolder, Pki} from '../../src/cluster/pki/index.ts'
import {connect} from '../apiserver/load.ts'
import type {Server} from '../apiserver/server.ts'
import {realProgram} from '../support/repository.ts'
import {freePort, RealPrograms} from './programs.ts'

/** Kubernetes' own API server and its etcd, to which more of Kubernetes' programs can be added. */
export interface RealServer extends Server {
  url: string
  /** The administrator's, a file. */
  kubeconfig: string
  /** Writes a file into the server's folder; returns where it is. */
  file(name: string, text: string): string
  /** Where its keys are, files. */
  keys: {ca: string; caKey: string; accountsKey: string}
  /** Starts one of Kubernetes' programs beside it, which ends when the server is stopped. Throws where it is not built. */
  launch(name: string, args: string[]): void
}

/** Kubernetes' own API server with an etcd of its own, on free ports of the loopback; undefined where they are not built. */
export async function startRealServer(folder: string): Promise<RealServer | undefined> {
  if (!realProgram('etcd') || !realProgram('kube-apiserver')) return undefined
  mkdirSync(folder, {recursive: true})
  const pki = new Pki(new PemFolder(folder), Date.now)
  const [ca, server, admin, accounts] = [pki.ca(), pki.server(), pki.admin(), pki.serviceAccountKeys()]
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, {mode: 0o600})
    return join(folder, name)
  }
  const keys = {
    ca: file('client-ca.pem', ca.certificate),
    caKey: file('client-ca-key.pem', ca.key),
    accountsKey: file('accounts-key.pem', accounts.privateKey),
  }
  const programs = new RealPrograms(folder)
  const [etcd, port] = [await programs.launchEtcd(), await freePort()]
  programs.launch('kube-apiserver', [
    `--etcd-servers=${etcd}`,
    `--secure-port=${port}`,
    '--bind-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.96.0.0/12',
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    `--cert-dir=${folder}`,
    `--client-ca-file=${keys.ca}`,
    `--tls-cert-file=${file('serving.pem', server.certificate)}`,
    `--tls-private-key-file=${file('serving-key.pem', server.key)}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${file('accounts.pem', accounts.publicKey)}`,
    `--service-account-signing-key-file=${keys.accountsKey}`,
  ])
  const url = `https://127.0.0.1:${port}`
  const started: RealServer = {
    name: 'kube-apiserver',
    port,
    url,
    ...admin,
    pids: programs.pids,
    keys,
    kubeconfig: file('kubeconfig', JSON.stringify(kubeconfigOf(url, ca.certificate, admin))),
    file,
    launch: (name, args) => programs.launch(name, args),
    stop: () => programs.stop(),
  }
  try {
    await untilReady(started)
    return started
  } catch (error) {
    await started.stop()
    throw error
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const kubeconfigOf = (server: string, ca: string, {certificate, key}: {certificate: string; key: string}) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{name: 'real', cluster: {server, 'certificate-authority-data': base64(ca)}}],
  users: [{name: 'admin', user: {'client-certificate-data': base64(certificate), 'client-key-data': base64(key)}}],
  contexts: [{name: 'real', context: {cluster: 'real', user: 'admin'}}],
  'current-context': 'real',
})

async function untilReady(server: Server): Promise<void> {
  const connection = connect(server, 1)
  for (let tries = 0; tries < 1200; tries += 1) {
    const ready = await connection.send('GET', '/readyz').catch(() => undefined)
    if (ready?.status === 200) return connection.close()
    await pause(100)
  }
  throw new Error('kube-apiserver is not ready')
}
