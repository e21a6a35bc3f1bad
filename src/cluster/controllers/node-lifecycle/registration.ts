import type {Node} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {ComponentContext} from '../../runtime/component.ts'

/** How long after its creation a node is noticed: the controller looks at all of them every so often. Milliseconds. */
const noticedAfter = 5_000

/**
 * Says of each new node, once, that it is registered. A process that begins later than that has nothing to say of the node: cluster time goes on where
 * the last one left it, so that either this one or that one was there when it was due.
 */
export class Registration {
  private readonly context: ComponentContext
  private readonly expected = new Set<string>()

  constructor(context: ComponentContext) {
    this.context = context
  }

  /** In how many milliseconds the node is to be looked at again, if it is. */
  observe({metadata}: Node): number | undefined {
    const {name, uid, creationTimestamp} = metadata
    if (!creationTimestamp) return undefined
    const remaining = Date.parse(creationTimestamp) + noticedAfter - this.context.clock.now()
    if (remaining > 0) {
      this.expected.add(name!)
      return remaining
    }
    if (this.expected.delete(name!)) this.record(name!, uid!)
    return undefined
  }

  /** The node is gone. */
  forget(name: string): void {
    this.expected.delete(name)
  }

  private record(name: string, uid: string): void {
    const node = {apiVersion: 'v1', kind: 'Node', metadata: {name, uid}} as KubeObject
    this.context.events.record(node, {
      type: 'Normal',
      reason: 'RegisteredNode',
      message: `Node ${name} event: Registered Node ${name} in Controller`,
      source: 'node-controller',
    })
  }
}
