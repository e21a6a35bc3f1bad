import type {Connection} from './connection.ts'

/** Who is asking: names resolve relative to the pod's namespace. */
export interface NetworkPeer {
  namespace: string
  node: string
  ip: string
  searches: string[]
}

/**
 * Names and virtual addresses, as cluster DNS and kube-proxy would have them. The composition root plugs one that reads Services and
 * EndpointSlices; without one, only pod addresses answer.
 */
export interface ServiceDirectory {
  /** Addresses of a host name as the pod sees it, with the full name they were found under; undefined: no such name. */
  resolve(name: string, peer: NetworkPeer): {name: string; addresses: string[]} | undefined
  /** The endpoint behind a service's address and port; 'refused' if the service has none, undefined if it is no service. */
  route(ip: string, port: number, peer: NetworkPeer): {ip: string; port: number} | 'refused' | undefined
}

/** What stands behind the containers of a control plane. */
export interface OwnPrograms {
  /** What a program answers at a path; undefined where it has no answer of its own. */
  answer(program: string, path: string): Promise<string | undefined>
  /** The certificate with which they answer, and its key; PEM. */
  keyPair(): {certificate: string; key: string}
}

export type ConnectFailure = 'refused' | 'timeout' | 'unreachable'

/** The cluster's network at layer 4, in memory. */
export interface PodNetwork {
  resolve(name: string, peer: NetworkPeer): {name: string; addresses: string[]} | undefined
  connect(ip: string, port: number, peer: NetworkPeer): Connection | ConnectFailure
  /** The cluster's own programs, which do not really run in their containers; absent: they answer `OK`. */
  ownPrograms?: OwnPrograms
  /** Whether an address answers a ping. */
  reaches(ip: string): boolean
}
