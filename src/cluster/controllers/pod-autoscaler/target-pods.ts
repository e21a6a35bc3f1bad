import type {Pod} from '../../../api/kinds.ts'
import {parseLabelSelector} from '../../../api/selectors/index.ts'
import type {Informer} from '../../runtime/informer.ts'

interface Selecting {
  namespace: string
  matches(labels: Record<string, string>): boolean
}

/** The pods of autoscalers' targets, and which autoscalers select them. */
export class TargetPods {
  private readonly pods: Informer<Pod>
  private readonly selecting = new Map<string, Selecting>()

  constructor(pods: Informer<Pod>) {
    pods.addIndex('namespace', ({metadata}) => [metadata.namespace ?? ''])
    this.pods = pods
  }

  /** The pods that an autoscaler's target selects, and the keys of all autoscalers that select one of them. */
  select(key: string, namespace: string, selector: string): {selected: Pod[]; selectedBy: string[]} {
    const {matches} = parseLabelSelector(selector)
    const selected = [...this.pods.byIndex('namespace', namespace)].filter(pod => matches(pod.metadata.labels ?? {}))
    this.selecting.set(key, {namespace, matches})
    const selectedBy = [...this.selecting]
      .filter(
        ([, other]) => other.namespace === namespace && selected.some(pod => other.matches(pod.metadata.labels ?? {})),
      )
      .map(([name]) => name)
    return {selected, selectedBy}
  }

  delete(key: string): void {
    this.selecting.delete(key)
  }
}
