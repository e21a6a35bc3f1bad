import {builtin} from '../../api/builtin-resources.ts'
import type {Node} from '../../api/kinds.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'

/** 10.244.0.0/16 holds 256 ranges of a node each; larger clusters go on with the ranges that follow, from 10.255.0.0/16 on with 10.0.0.0/16. */
const cidrOf = (index: number): string => `10.${(244 + (index >> 8)) & 255}.${index & 255}.0/24`
const indexOf = (cidr: string | undefined): number => {
  const [, second, third] = /^10\.(\d+)\.(\d+)\.0\/24$/.exec(cidr ?? '') ?? []
  return second === undefined ? -1 : ((Number(second) - 244) & 255) * 256 + Number(third)
}
/** Up to where the network of services begins: 10.96.0.0/12. */
const mostNodes = (12 + 96) * 256

/** Gives each node the range of its pods' addresses. */
export function createNodeIpamController(context: ComponentContext): Component {
  const nodes = context.informers.informer<Node>(builtin.nodes)
  nodes.addIndex('podCIDR', node => (node.spec?.podCIDR ? [node.spec.podCIDR] : []))
  const objects = createObjectClient(context)
  let next = 0

  const free = (): number | undefined => {
    for (let tried = 0; tried < mostNodes; tried += 1) {
      const index = (next + tried) % mostNodes
      if ([...nodes.byIndex('podCIDR', cidrOf(index))].length === 0) return index
    }
    return undefined
  }

  const reconcile = async (name: string): Promise<undefined> => {
    const node = nodes.get(name)
    if (!node || node.spec?.podCIDR) return
    const index = free()
    if (index === undefined) {
      const message = `Node ${name} status is now: CIDRNotAvailable`
      context.events.record(node, {type: 'Normal', reason: 'CIDRNotAvailable', message, source: 'cidrAllocator'})
      return
    }
    next = index + 1
    const body = {spec: {podCIDR: cidrOf(index), podCIDRs: [cidrOf(index)]}}
    await objects.patch(builtin.nodes, node, {type: 'merge', body})
  }

  const noteHighest = (node: Node): string[] => {
    next = Math.max(next, indexOf(node.spec?.podCIDR) + 1)
    return [node.metadata.name!]
  }

  return createController(context, {
    name: 'node-ipam-controller',
    queue: 'cidrallocator_node',
    watches: [watch(nodes, noteHighest, (node, old) => node.spec?.podCIDR !== old.spec?.podCIDR)],
    workers: 1,
    reconcile,
  })
}
