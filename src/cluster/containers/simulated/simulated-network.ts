import {connectionPair} from '../connection.ts'
import type {
  DnsRecord,
  FindKubelet,
  NetworkPeer,
  OwnPrograms,
  PodNetwork,
  Protocol,
  ServiceDirectory,
} from '../pod-network.ts'
import {httpListener} from './network/http-text.ts'
import {outsideAddress, outsideListener} from './network/outside.ts'
import {tlsListener} from './network/tls-listener.ts'
import type {Datagrams, Listener} from './programs/program.ts'

/** Where kubelets listen. */
const kubeletPort = 10_250

/** Programs are asked for one port at a time; which they have open nobody keeps a list of. */
const allPorts = Array.from({length: 65_535}, (_, index) => index + 1)

export interface NetworkNode {
  /** What listens on a pod's port; undefined if nothing does. */
  listener(port: number): Listener | undefined
  /** What takes a pod's datagrams on a port. */
  datagrams(port: number): Datagrams | undefined
}

/** Joins pods by address; virtual addresses and names are the directory's. */
export class SimulatedNetwork implements PodNetwork {
  private readonly pods = new Map<string, NetworkNode>()
  /** Those that share their node's address. */
  private readonly onHosts = new Map<string, Set<NetworkNode>>()
  directory?: ServiceDirectory
  ownPrograms?: OwnPrograms
  kubelets?: FindKubelet

  add(ip: string, pod: NetworkNode, hostNetwork = false): void {
    if (!hostNetwork) this.pods.set(ip, pod)
    else if (this.onHosts.has(ip)) this.onHosts.get(ip)!.add(pod)
    else this.onHosts.set(ip, new Set([pod]))
  }

  remove(ip: string, pod: NetworkNode): void {
    if (this.pods.get(ip) === pod) this.pods.delete(ip)
    this.onHosts.get(ip)?.delete(pod)
  }

  resolve(name: string, peer: NetworkPeer): {name: string; addresses: string[]} | undefined {
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return {name, addresses: [name]}
    if (name === 'localhost') return {name, addresses: ['127.0.0.1']}
    const found = this.directory?.resolve(name, peer)
    if (found) return found
    const outside = outsideAddress(name)
    return outside === undefined ? undefined : {name, addresses: [outside]}
  }

  records(name: string, type: string): DnsRecord[] | undefined {
    return this.directory?.records(name, type)
  }

  connect(ip: string, port: number, peer: NetworkPeer) {
    const found = this.reach(ip, port, peer, 'TCP')
    const outside = found === 'timeout' ? outsideListener(ip, port) : undefined
    if (outside) return this.open(outside, peer)
    const health = found === 'refused' ? this.directory?.health(ip, port) : undefined
    if (health)
      return this.open(
        httpListener(async () => health),
        peer,
      )
    const kubelet = port === kubeletPort && found === 'refused' ? this.kubelet(ip, peer) : undefined
    if (kubelet) return this.open(kubelet, peer)
    if (typeof found === 'string') return found
    return this.open(
      this.at(found.ip, node => node.listener(found.port)),
      peer,
    )
  }

  /** A node's kubelet, which answers with the certificate of the cluster's own programs. */
  private kubelet(ip: string, peer: NetworkPeer): Listener | undefined {
    const answer = this.kubelets?.(ip.startsWith('127.') ? peer.ip : ip)
    const keyPair = this.ownPrograms?.keyPair
    if (!answer || !keyPair) return undefined
    const pair = async () => ({cert: keyPair().certificate, key: keyPair().key})
    return tlsListener(pair, httpListener(answer))
  }

  ask(ip: string, port: number, message: string, peer: NetworkPeer) {
    const found = this.reach(ip, port, peer, 'UDP')
    if (typeof found === 'string') return found === 'refused' ? found : undefined
    const taker = this.at(found.ip, node => node.datagrams(found.port))
    return taker ? taker(message, {ip: peer.ip}) : 'refused'
  }

  listening(ip: string): {tcp: number[]; udp: number[]} {
    const open = (waits: (port: number) => unknown): number[] => allPorts.filter(port => waits(port) !== undefined)
    return {
      tcp: open(port => this.at(ip, node => node.listener(port))),
      udp: open(port => this.at(ip, node => node.datagrams(port))),
    }
  }

  reaches(ip: string): boolean {
    return ip.startsWith('127.') || this.pods.has(ip) || this.onHosts.has(ip)
  }

  /** A connection to what listens, if anything does. */
  open(listener: Listener | undefined, peer: NetworkPeer) {
    if (!listener) return 'refused' as const
    const {client, server} = connectionPair()
    listener.accept(server, {ip: peer.ip})
    return client
  }

  /** Where a packet ends up: at a pod itself, at one that listens on its node's address, or behind a service. */
  private reach(ip: string, port: number, peer: NetworkPeer, protocol: Protocol) {
    const own = ip.startsWith('127.') ? peer.ip : ip
    const listens = (node: NetworkNode) => (protocol === 'TCP' ? node.listener(port) : node.datagrams(port))
    if (this.pods.has(own) || this.at(own, listens)) return {ip: own, port}
    const routed = this.directory?.route(ip, port, peer, protocol) ?? this.ownPrograms?.behind(ip, port)
    return routed ?? (this.onHosts.has(own) ? ('refused' as const) : ('timeout' as const))
  }

  private at<T>(ip: string, find: (node: NetworkNode) => T | undefined): T | undefined {
    const pod = this.pods.get(ip)
    for (const node of pod ? [pod] : (this.onHosts.get(ip) ?? [])) {
      const found = find(node)
      if (found) return found
    }
    return undefined
  }
}
