import type {Connection} from './connection.ts'
import type {ClientFiles, EtcdClient} from './etcd-client.ts'
import type {KubeadmClient} from './kubeadm-client.ts'
import type {KubectlClient} from './kubectl-client.ts'
import type {OwnProgramRuns} from './own-program-runs.ts'

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
  /** What DNS has of a type under a full name; undefined: there is no such name. */
  records(name: string, type: string): DnsRecord[] | undefined
  /** What a node answers on the port where it tells whether it has endpoints of a service; undefined: that is no such port. */
  health(ip: string, port: number): NodeAnswer | undefined
  /**
   * The endpoint behind a service's address and port, or a node's where a service or a pod is published; 'refused' if there is none behind it, 'timeout' if
   * there is none that may serve it, undefined if it is nobody's.
   */
  route(
    ip: string,
    port: number,
    peer: NetworkPeer,
    protocol: Protocol,
  ): {ip: string; port: number} | 'refused' | 'timeout' | undefined
}

/** What a node's kubelet is asked over HTTP. */
export interface NodeRequest {
  method: string
  path: string
  /** By their names in small letters. */
  headers: Record<string, string>
}

/** What answers at a node's own ports, by its address; undefined: it is no node's, or nobody answers there. */
export type FindKubelet = (ip: string) => ((request: NodeRequest) => Promise<NodeAnswer>) | undefined

/** What a node's proxy or kubelet answers over HTTP. */
export interface NodeAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

export type Protocol = 'TCP' | 'UDP'

export interface DnsRecord {
  /** Without a dot at its end. */
  name: string
  type: 'A' | 'CNAME' | 'SRV' | 'PTR'
  /** As dig prints it: `10.96.0.1`, `web.example.com.`, `0 100 80 web.default.svc.cluster.local.`. */
  data: string
}

/** What stands behind the containers of a control plane. */
export interface OwnPrograms {
  /** What a program answers at a path; undefined where it has no answer of its own. */
  answer(program: string, path: string): Promise<string | undefined>
  /** Where in this network the server is that is known elsewhere by this address: the API server, by that of the machine. */
  behind(ip: string, port: number): {ip: string; port: number} | undefined
  /** Serves the API on a connection that has reached the API server's pod. */
  serveApi(connection: Connection): void
  /** Whether a URL leads to the API server, for who is in the cluster. */
  isApiServer(url: string, peer: NetworkPeer): boolean
  /** Which of them do their work. */
  runs: OwnProgramRuns
  /** etcd's own tools. */
  etcdClient: EtcdClient
  /** Has the store hold what a restored data directory does, the first time that a server comes up on it. */
  takeUp(files: ClientFiles, dataDir: string): Promise<void>
  kubeadm: KubeadmClient
  kubectl: KubectlClient
  /** The certificate with which they answer, and its key; PEM. */
  keyPair(): {certificate: string; key: string}
}

export type ConnectFailure = 'refused' | 'timeout' | 'unreachable'

/** The cluster's network at layer 4, in memory. */
export interface PodNetwork {
  resolve(name: string, peer: NetworkPeer): {name: string; addresses: string[]} | undefined
  records(name: string, type: string): DnsRecord[] | undefined
  connect(ip: string, port: number, peer: NetworkPeer): Connection | ConnectFailure
  /** Sends a datagram; what comes back, or undefined if nothing does. 'refused' if nobody listens. */
  ask(ip: string, port: number, message: string, peer: NetworkPeer): string | 'refused' | undefined
  /** The cluster's own programs, which do not really run in their containers; absent: they answer `OK`. */
  ownPrograms?: OwnPrograms
  /** The ports on which programs wait at an address, in order. */
  listening(ip: string): {tcp: number[]; udp: number[]}
  /** Whether an address answers a ping. */
  reaches(ip: string): boolean
}
