import {flag} from '../answering.ts'
import type {ProgramHost} from '../program.ts'
import {klogLine} from './why-not-run.ts'

/** How long kube-apiserver tries to reach its store before it gives up; milliseconds. */
const patience = 20_000

/** Waits until kube-apiserver's store can be reached; false: it gives up, having said why. */
export async function reachEtcd(host: ProgramHost): Promise<boolean> {
  const runs = host.network.ownPrograms?.runs
  const servers = (flag(host, 'etcd-servers') ?? '').split(',')
  const isThere = (): boolean => servers.some(url => leadsToEtcd(url, host)) && runs?.isActing('etcd') !== false
  if (isThere()) return true
  const isReached = await new Promise<boolean>(resolve => {
    const timer = host.after(patience, () => done(false))
    const off = runs?.onChange(() => isThere() && done(true))
    const done = (reached: boolean): void => {
      timer.cancel()
      off?.()
      resolve(reached)
    }
  })
  if (isReached) return true
  const address = servers[0]!.replace(/^\w+:\/\//, '')
  host.stderr(
    klogLine(
      host,
      'W',
      'logging.go:55',
      `[core] [Channel #2 SubChannel #6]grpc: addrConn.createTransport failed to connect to {Addr: ${JSON.stringify(address)}, ServerName: ${JSON.stringify(address)}, BalancerAttributes: {"<%!p(pickfirstleaf.managedByPickfirstKeyType={})>": "<%!p(bool=true)>" }}. Err: connection error: desc = "transport: Error while dialing: dial tcp ${address}: connect: connection refused"`,
    ) +
      klogLine(
        host,
        'F',
        'instance.go:232',
        'Error creating leases: error creating storage factory: context deadline exceeded',
      ),
  )
  return false
}

/** etcd waits at its own port of its node, and wants TLS. */
function leadsToEtcd(text: string, {peer}: ProgramHost): boolean {
  if (!URL.canParse(text)) return false
  const {protocol, hostname, port} = new URL(text)
  return protocol === 'https:' && port === '2379' && ['127.0.0.1', 'localhost', peer.ip, peer.node].includes(hostname)
}
