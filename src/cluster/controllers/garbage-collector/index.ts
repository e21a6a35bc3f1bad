import {builtin} from '../../../api/builtin-resources.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type Watch, watch} from '../../runtime/controller.ts'
import {Collector} from './collector.ts'
import {type GraphNode, isBeingDeleted, OwnershipGraph, ownersOf, waitsForDependents} from './graph.ts'
import {Monitors} from './monitors.ts'

const discovery = 'discovery'

/** Deletes what has lost its owners, and carries out foreground and orphaning deletions, for every kind that the server knows. */
export function createGarbageCollector(context: ComponentContext): Component {
  const graph = new OwnershipGraph()
  const monitors = new Monitors(context)
  const collector = new Collector(context, graph, monitors)
  let enqueue: (uid: string) => void = () => {}

  const seen = (node: GraphNode): void => {
    const {uid} = node.object.metadata
    const known = graph.get(uid!)
    graph.put(node)
    if (isBeingDeleted(node.object)) enqueue(uid!)
    else if (ownersOf(node.object).some(owner => mayBeGone(owner.uid))) enqueue(uid!)
    if (waitsForDependents(node.object) && !(known && waitsForDependents(known.object)))
      for (const dependent of graph.dependentsOf(uid!)) enqueue(dependent.object.metadata.uid!)
  }

  const mayBeGone = (owner: string): boolean => {
    const node = graph.get(owner)
    return !node || waitsForDependents(node.object)
  }

  const gone = (object: KubeObject): void => {
    const {uid} = object.metadata
    const owners = ownersOf(graph.get(uid!)?.object ?? object)
    graph.remove(uid!)
    for (const dependent of graph.dependentsOf(uid!)) enqueue(dependent.object.metadata.uid!)
    for (const owner of owners) if (mayBeGone(owner.uid) && graph.get(owner.uid)) enqueue(owner.uid)
  }

  const everything: Watch = {
    informer: {synced: () => monitors.start()},
    attach(add) {
      enqueue = add
      monitors.attach({seen, gone})
      return () => monitors.detach()
    },
  }

  const definitions = context.informers.informer(builtin.customResourceDefinitions)
  const services = context.informers.informer(builtin.apiServices)

  return createController(context, {
    name: 'garbage-collector-controller',
    queue: 'garbage_collector_attempt_to_delete',
    watches: [everything, watch(definitions, () => [discovery]), watch(services, () => [discovery])],
    workers: 20,
    async reconcile(key) {
      if (key !== discovery) return collector.attend(key)
      await monitors.refresh()
      return undefined
    },
  })
}
