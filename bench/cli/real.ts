import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {startControllerManager, startKwok, startScheduler} from '../real/components.ts'
import {type RealServer, startRealServer} from '../real/start-server.ts'

/** Kubernetes' own control plane with a node that kwok plays and a pod that runs, made from nothing. */
export interface FirstPod {
  server: RealServer
  /** Milliseconds from nothing to the pod that runs. */
  took: number
  stop(): Promise<void>
}

/** What `kctl cluster start` and stock kubectl do, done with Kubernetes' own programs; undefined where they are not built. */
export async function firstRealPod(env: NodeJS.ProcessEnv, manifest: string): Promise<FirstPod | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-real-'))
  const file = join(folder, 'pod.yaml')
  writeFileSync(file, manifest)
  const before = performance.now()
  const server = await startRealServer(folder)
  if (!server) return undefined
  const stop = async () => {
    await server.stop()
    rmSync(folder, {recursive: true, force: true})
  }
  const kubectl = (...args: string[]) =>
    execFileSync('kubectl', ['--kubeconfig', server.kubeconfig, ...args], {env, stdio: ['pipe', 'ignore', 'inherit']})
  try {
    startControllerManager(server)
    startScheduler(server)
    startKwok(server)
    kubectl('apply', '-f', server.file('node.json', JSON.stringify(node)))
    kubectl('wait', '--for=create', 'serviceaccount/default', '--timeout=60s')
    kubectl('apply', '-f', file)
    kubectl('wait', '--for=jsonpath={.status.phase}=Running', 'pod/web', '--timeout=60s')
    return {server, took: performance.now() - before, stop}
  } catch (error) {
    await stop()
    throw error
  }
}

const amounts = {cpu: '4', memory: '8Gi', pods: '110'}

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name: 'worker-1', labels: {'kubernetes.io/hostname': 'worker-1'}},
  status: {capacity: amounts, allocatable: amounts},
}
