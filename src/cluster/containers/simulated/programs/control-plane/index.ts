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
    const waiting = idle(0, asked => (open.includes(asked) ? listener : undefined), open)(host)
    if (!host.isNodeChanged) run?.acts()
    else void host.work(() => comeUp(program, host, () => run?.acts()))
    return {...waiting, abandon: () => run?.ends()}
  }

/** Where somebody has been at the node's files, the program may find them otherwise than it must. */
async function comeUp(program: string, host: ProgramHost, acts: () => void): Promise<void> {
  const {serverOf, whyNotRun} = await import('./why-not-run.ts')
  const failure = await whyNotRun(program, host)
  if (failure) {
    host.stderr(failure.stderr)
    host.exit(1)
    return
  }
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
