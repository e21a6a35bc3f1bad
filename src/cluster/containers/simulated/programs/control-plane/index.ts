import {eitherListener} from '../../network/either-listener.ts'
import {httpListener} from '../../network/http-text.ts'
import {flag, text} from '../answering.ts'
import {idle} from '../idle.ts'
import type {Listener, ProgramHost, StartProgram} from '../program.ts'

/** Where the cluster's own programs answer, plainly or over TLS. */
const ports: Record<string, number[]> = {
  coredns: [8080, 8181, 9153],
  'metrics-server': [10250],
  'kube-apiserver': [6443],
  'kube-controller-manager': [10257],
  'kube-scheduler': [10259],
  'kube-proxy': [10249, 10256],
  etcd: [2379, 2381],
}

/**
 * The programs of the control plane and of add-ons, by name: their work is done elsewhere in this process, their containers answer for them and, as static pods, say
 * whether it is done.
 */
export const controlPlane: Record<string, () => StartProgram> = Object.fromEntries(
  Object.entries(ports).map(([program, usual]) => [program, () => standIn(program, usual)]),
)

const standIn =
  (program: string, usual: readonly number[]): StartProgram =>
  host => {
    const served = Number(flag(host, 'secure-port') ?? 0)
    const open = served ? [served] : [...usual]
    const listener = listenerOf(program, host)
    const run = host.isStaticPod ? host.network.ownPrograms?.runs.begins(program) : undefined
    const state = {isUp: false}
    const acts = (): void => {
      state.isUp = true
      run?.acts()
    }
    const waiting = idle(0, asked => (state.isUp && open.includes(asked) ? listener : undefined))(host)
    if (!host.isNodeChanged) acts()
    else void comeUp(program, host, acts)
    const leave = program === 'kube-apiserver' && run ? withoutEtcd(host, state) : () => {}
    return {
      ...waiting,
      get ports() {
        return state.isUp ? open : []
      },
      abandon: () => {
        leave()
        run?.ends()
      },
    }
  }

/** An API server whose store goes away answers nobody, and ends if it does not come back. Returns what stops looking. */
function withoutEtcd(host: ProgramHost, state: {isUp: boolean}): () => void {
  const runs = host.network.ownPrograms!.runs
  const look = async (): Promise<void> => {
    if (!state.isUp || runs.isActing('etcd') !== false) return
    state.isUp = false
    const {reachEtcd} = await import('./reach-etcd.ts')
    if (await reachEtcd(host)) state.isUp = true
    else host.exit(1)
  }
  return runs.onChange(() => void look())
}

/** Where somebody has been at the node's files, the program may find them otherwise than it must. */
async function comeUp(program: string, host: ProgramHost, acts: () => void): Promise<void> {
  const failure = await host.work(async () => (await import('./why-not-run.ts')).whyNotRun(program, host))
  if (failure) {
    host.stderr(failure.stderr)
    host.exit(failure.exitCode ?? 1)
    return
  }
  const {reachEtcd} = await import('./reach-etcd.ts')
  if (program === 'kube-apiserver' && !(await reachEtcd(host))) return host.exit(1)
  await host.work(() => takeUp(program, host, acts))
}

/** It has all that it needs: it does its work, where the API server is heard at all. */
async function takeUp(program: string, host: ProgramHost, acts: () => void): Promise<void> {
  const {serverOf} = await import('./kubeconfig-problem.ts')
  const dataDir = program === 'etcd' ? flag(host, 'data-dir') : undefined
  if (dataDir !== undefined) await host.network.ownPrograms?.takeUp((await host.files()).asSuperuser(), dataDir)
  const server = await serverOf(host)
  if (server === undefined || host.network.ownPrograms?.isApiServer(server, host.peer)) return acts()
  const {host: address} = new URL(server)
  host.stderr(
    `"Failed to watch" err="failed to list *v1.Node: Get \\"${server}/api/v1/nodes?limit=500&resourceVersion=0\\": dial tcp ${address}: connect: connection refused"\n`,
  )
}

function listenerOf(program: string, host: ProgramHost): Listener {
  const own = host.network.ownPrograms
  const plain = httpListener(async ({path}) => text((await own?.answer(program, path.split('?')[0]!)) ?? 'OK'))
  if (!own) return plain
  const keyPair = async () => {
    const {certificate: cert, key} = own.keyPair()
    return {cert, key}
  }
  return program === 'kube-apiserver'
    ? eitherListener(keyPair, {accept: own.serveApi}, {asksCallers: true})
    : eitherListener(keyPair, plain)
}
