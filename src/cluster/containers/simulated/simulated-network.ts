import {connectionPair} from '../connection.ts'
import type {NetworkPeer, OwnPrograms, PodNetwork, ServiceDirectory} from '../pod-network.ts'
import type {Listener} from './programs/program.ts'

export interface NetworkNode {
  /** What listens on a pod's port; undefined if nothing does. */
  listener(port: number): Listener | undefined
}

/** Joins pods by address; virtual addresses and names are the directory's. */
export class SimulatedNetwork implements PodNetwork {
  private readonly pods = new Map<string, NetworkNode>()
  directory?: ServiceDirectory
  ownPrograms?: OwnPrograms

  add(ip: string, pod: NetworkNode): void {
    this.pods.set(ip, pod)
  }

  remove(ip: string, pod: NetworkNode): void {
    if (this.pods.get(ip) === pod) this.pods.delete(ip)
  }

  resolve(name: string, peer: NetworkPeer): {name: string; addresses: string[]} | undefined {
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return {name, addresses: [name]}
    if (name === 'localhost') return {name, addresses: ['127.0.0.1']}
    return this.directory?.resolve(name, peer)
  }

  connect(ip: string, port: number, peer: NetworkPeer) {
    const target = ip.startsWith('127.') ? peer.ip : ip
    const direct = this.pods.get(target)
    if (direct) return this.open(direct.listener(port), peer)
    const routed = this.directory?.route(target, port, peer)
    if (routed === undefined) return 'timeout'
    if (routed === 'refused') return 'refused'
    return this.open(this.pods.get(routed.ip)?.listener(routed.port), peer)
  }

  reaches(ip: string): boolean {
    return ip.startsWith('127.') || this.pods.has(ip)
  }

  /** A connection to what listens, if anything does. */
  open(listener: Listener | undefined, peer: NetworkPeer) {
    if (!listener) return 'refused' as const
    const {client, server} = connectionPair()
    listener.accept(server, {ip: peer.ip})
    return client
  }
}
