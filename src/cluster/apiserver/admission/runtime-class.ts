import type {Pod, PodSpec, Toleration} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isNewPod} from './is-kind.ts'
import {lookUp} from './lookup.ts'
import {refuse} from './refuse.ts'

const runtimeClasses = {group: 'node.k8s.io', version: 'v1', resource: 'runtimeclasses'}

interface RuntimeClass extends KubeObject {
  overhead?: {podFixed?: Record<string, string>}
  scheduling?: {nodeSelector?: Record<string, string>; tolerations?: Toleration[]}
}

/** Adds to a pod the overhead and the scheduling rules of its runtime class. */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  async admit(attributes, server) {
    if (!isNewPod(attributes)) return
    const spec = (attributes.object as Pod).spec as PodSpec
    if (!spec.runtimeClassName) return
    const found = await lookUp<RuntimeClass>(server, runtimeClasses, '', spec.runtimeClassName)
    if (!found)
      throw refuse(attributes, `pod rejected: RuntimeClass ${JSON.stringify(spec.runtimeClassName)} not found`)
    const {podFixed} = found.overhead ?? {}
    if (podFixed) spec.overhead = {...podFixed}
    const {nodeSelector = {}, tolerations = []} = found.scheduling ?? {}
    for (const [name, value] of Object.entries(nodeSelector))
      if ((spec.nodeSelector?.[name] ?? value) !== value)
        throw refuse(
          attributes,
          `conflict: runtimeClass.scheduling.nodeSelector[${name}] = ${value}; pod.spec.nodeSelector[${name}] = ${spec.nodeSelector?.[name]}`,
        )
    if (Object.keys(nodeSelector).length > 0) spec.nodeSelector = {...spec.nodeSelector, ...nodeSelector}
    if (tolerations.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...tolerations]
  },
}
