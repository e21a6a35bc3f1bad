import type {Node} from '../../../api/kinds.ts'
import {stoppedSince} from '../../../api/stopped-kubelet.ts'

/** Which of the nodes' kubelets are stopped, as their Nodes say (`kctl node stop`). */
export class StoppedKubelets {
  private readonly names = new Set<string>()

  has(node: string): boolean {
    return this.names.has(node)
  }

  /** One that its Node does not call stopped is not known to run either. */
  hold(node: string): void {
    this.names.add(node)
  }

  release(node: string): void {
    this.names.delete(node)
  }

  /** Takes in what a Node says; answers what is new in that. */
  observe(node: Node): 'stopped' | 'started' | undefined {
    const name = node.metadata.name!
    const stopped = stoppedSince(node) !== undefined
    if (stopped === this.names.has(name)) return undefined
    if (stopped) this.names.add(name)
    else this.names.delete(name)
    return stopped ? 'stopped' : 'started'
  }
}
