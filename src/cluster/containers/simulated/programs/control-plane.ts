import {eitherListener} from '../network/either-listener.ts'
import {httpListener} from '../network/http-text.ts'
import {flag, text} from './answering.ts'
import {idle} from './idle.ts'
import type {StartProgram} from './program.ts'

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

/** The programs of the control plane and of add-ons, by name: they run elsewhere in this process, their containers only answer for them. */
export const controlPlane: Record<string, () => StartProgram> = Object.fromEntries(
  Object.entries(ports).map(([program, usual]) => [program, () => standIn(program, usual)]),
)

const standIn =
  (program: string, usual: readonly number[]): StartProgram =>
  host => {
    const own = host.network.ownPrograms
    const served = Number(flag(host, 'secure-port') ?? 0)
    const open = served ? [served] : [...usual]
    const plain = httpListener(async ({path}) => text((await own?.answer(program, path.split('?')[0]!)) ?? 'OK'))
    const keyPair = async () => {
      const {certificate: cert, key} = own!.keyPair()
      return {cert, key}
    }
    const inner = own && program === 'kube-apiserver' ? {accept: own.serveApi} : plain
    const listener = own ? eitherListener(keyPair, inner) : plain
    return idle(0, asked => (open.includes(asked) ? listener : undefined), open)(host)
  }
