import type {Pod, Service, ServicePort} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {Informer} from '../../runtime/informer.ts'
import {matchesLabels} from '../../runtime/label-selector.ts'
import {podCondition} from '../pod-state.ts'

export const triggerTime = 'endpoints.kubernetes.io/last-change-trigger-time'
export const headlessLabel = 'service.kubernetes.io/headless'

/** Whether a controller fills this service's endpoints in: it selects pods and is not a mere name. */
export const selectsPods = ({spec}: Service): boolean => spec?.type !== 'ExternalName' && spec?.selector !== undefined

export const isHeadless = ({spec}: Service): boolean => spec?.clusterIP === 'None'

/** The pods that a service may send traffic to, in the order of their names. */
export function selectedPods(pods: Informer<Pod>, service: Service): Pod[] {
  const {namespace = ''} = service.metadata
  return [...pods.byIndex('namespace', namespace)]
    .filter(pod => matchesLabels(service.spec?.selector, pod.metadata.labels))
    .filter(pod => !isPodFinished(pod) && (pod.status?.podIPs?.length ?? 0) > 0)
    .sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1))
}

/** The services that a pod's labels concern. */
export const servicesOf = (services: Informer<Service>, {metadata}: Pod): string[] =>
  [...services.byIndex('namespace', metadata.namespace ?? '')]
    .filter(service => selectsPods(service) && matchesLabels(service.spec?.selector, metadata.labels))
    .map(objectKey)

/** Whether a change of a pod could change any endpoint. */
export function changesEndpoints(pod: Pod, old: Pod): boolean {
  return (
    pod.metadata.labels !== old.metadata.labels ||
    pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
    pod.spec?.nodeName !== old.spec?.nodeName ||
    pod.status?.podIP !== old.status?.podIP ||
    pod.status?.phase !== old.status?.phase ||
    podCondition(pod, 'Ready')?.status !== podCondition(old, 'Ready')?.status
  )
}

/** The number behind a service's target port in this pod; undefined when it has no port of that name. */
export function findPort(pod: Pod, {targetPort, port, protocol = 'TCP'}: ServicePort): number | undefined {
  if (targetPort === undefined) return port
  if (typeof targetPort === 'number') return targetPort
  const sidecars = (pod.spec?.initContainers ?? []).filter(container => container.restartPolicy === 'Always')
  for (const container of [...(pod.spec?.containers ?? []), ...sidecars])
    for (const candidate of container.ports ?? [])
      if (candidate.name === targetPort && (candidate.protocol ?? 'TCP') === protocol) return candidate.containerPort
  return undefined
}

/** Whether the pod has a name of its own under the service's. */
export const hasHostname = (pod: Pod, service: Service): boolean =>
  Boolean(pod.spec?.hostname) && pod.spec?.subdomain === service.metadata.name

/** When what is about to be written first became so: the oldest cause later than the last one noted. */
export function triggerAfter(noted: string | undefined, service: Service, pods: readonly Pod[]): string | undefined {
  const causes = [
    service.metadata.creationTimestamp,
    ...pods.map(pod => podCondition(pod, 'Ready')?.lastTransitionTime),
  ].filter(cause => cause !== undefined)
  const since = noted ? millisecondsOf(noted) : Number.NEGATIVE_INFINITY
  return causes.filter(cause => millisecondsOf(cause) > since).sort()[0]
}
