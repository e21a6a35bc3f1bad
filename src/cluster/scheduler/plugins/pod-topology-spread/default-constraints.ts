import type {
  LabelSelector,
  Pod,
  ReplicaSet,
  ReplicationController,
  Service,
  StatefulSet,
} from '../../../../api/kinds.ts'
import {controllerOf} from '../../../../api/object.ts'
import type {InformerFactory} from '../../../runtime/informer.ts'
import {matchesLabels} from '../../../runtime/label-selector.ts'
import type {Constraint} from './constraint.ts'

/** kube-scheduler's built-in constraints for pods that have none: over hosts, and over zones. */
const topologies = [
  {topologyKey: 'kubernetes.io/hostname', maxSkew: 3},
  {topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5},
]

/** Constraints for a pod that declares none: spread it from the pods that its services and its controller select. */
export function defaultConstraints(informers: InformerFactory): (pod: Pod) => Constraint[] {
  const core = (resource: string) => ({group: '', version: 'v1', resource})
  const apps = (resource: string) => ({group: 'apps', version: 'v1', resource})
  const services = informers.informer<Service>(core('services'))
  const controllers = informers.informer<ReplicationController>(core('replicationcontrollers'))
  const replicaSets = informers.informer<ReplicaSet>(apps('replicasets'))
  const statefulSets = informers.informer<StatefulSet>(apps('statefulsets'))
  services.addIndex('namespace', ({metadata}) => [metadata.namespace!])

  const ownerSelector = ({metadata}: Pod): LabelSelector | undefined => {
    const owner = controllerOf({metadata})
    const key = `${metadata.namespace}/${owner?.name}`
    if (owner?.kind === 'ReplicaSet') return replicaSets.get(key)?.spec?.selector
    if (owner?.kind === 'StatefulSet') return statefulSets.get(key)?.spec?.selector
    if (owner?.kind === 'ReplicationController') return {matchLabels: controllers.get(key)?.spec?.selector}
    return undefined
  }

  return pod => {
    const matchLabels: Record<string, string> = {}
    for (const {spec} of services.byIndex('namespace', pod.metadata.namespace!)) {
      if (spec?.selector && Object.keys(spec.selector).length > 0 && matchesLabels(spec.selector, pod.metadata.labels))
        Object.assign(matchLabels, spec.selector)
    }
    const own = ownerSelector(pod)
    Object.assign(matchLabels, own?.matchLabels)
    const matchExpressions = own?.matchExpressions ?? []
    if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0) return []
    const labelSelector = {matchLabels, ...(matchExpressions.length > 0 && {matchExpressions})}
    return topologies.map(topology => ({...topology, whenUnsatisfiable: 'ScheduleAnyway', labelSelector}))
  }
}
