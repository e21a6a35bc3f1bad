import type {Pod, PodSpec, Toleration} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {sameJson} from '../registry/same-json.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isNewPod} from './is-kind.ts'
import {lookUp} from './lookup.ts'
import {refuse} from './refuse.ts'
import {mergeTolerations} from './tolerations.ts'

const runtimeClasses = {group: 'node.k8s.io', version: 'v1', resource: 'runtimeclasses'}

interface RuntimeClass extends KubeObject {
  overhead?: {podFixed?: Record<string, string>}
  scheduling?: {nodeSelector?: Record<string, string>; tolerations?: Toleration[]}
}

/** Adds to a pod the overhead and the scheduling rules of its runtime class. */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  admit: (attributes, server) => (isNewPod(attributes) ? admitPod(attributes, server) : undefined),
  validate: (attributes, server) => (isNewPod(attributes) ? checkOverhead(attributes, server) : undefined),
}

/** Only a runtime class says what a pod costs beside its containers. */
async function checkOverhead(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const {overhead, runtimeClassName} = (attributes.object as Pod).spec as PodSpec
  if (!overhead || Object.keys(overhead).length === 0) return
  const found = runtimeClassName ? await lookUp<RuntimeClass>(server, runtimeClasses, '', runtimeClassName) : undefined
  if (!found?.overhead)
    throw refuse(attributes, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead')
}

async function admitPod(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const spec = (attributes.object as Pod).spec as PodSpec
  if (!spec.runtimeClassName) return
  const found = await lookUp<RuntimeClass>(server, runtimeClasses, '', spec.runtimeClassName)
  if (!found) throw refuse(attributes, `pod rejected: RuntimeClass ${JSON.stringify(spec.runtimeClassName)} not found`)
  const {podFixed} = found.overhead ?? {}
  if (podFixed && spec.overhead && !sameJson(spec.overhead, podFixed))
    throw refuse(attributes, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead")
  if (podFixed) spec.overhead = {...podFixed}
  const {nodeSelector = {}, tolerations = []} = found.scheduling ?? {}
  for (const [name, value] of Object.entries(nodeSelector))
    if ((spec.nodeSelector?.[name] ?? value) !== value)
      throw refuse(
        attributes,
        `conflict: runtimeClass.scheduling.nodeSelector[${name}] = ${value}; pod.spec.nodeSelector[${name}] = ${spec.nodeSelector?.[name]}`,
      )
  if (Object.keys(nodeSelector).length > 0) spec.nodeSelector = {...spec.nodeSelector, ...nodeSelector}
  if (tolerations.length > 0) spec.tolerations = mergeTolerations(spec.tolerations, tolerations)
}
