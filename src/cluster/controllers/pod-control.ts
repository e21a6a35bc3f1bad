import {builtin} from '../../api/builtin-resources.ts'
import type {Pod, PodTemplateSpec} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'
import type {ComponentContext} from '../runtime/component.ts'
import {controllerRef} from '../runtime/controller-ref.ts'
import type {ObjectClient} from '../runtime/object-client.ts'
import {errorText, isNamespaceTerminating} from './error-text.ts'
import {podNamePrefix} from './pod-name.ts'
import {sayAs} from './say.ts'

/** Makes and removes an owner's pods and says so in events about the owner. */
export interface PodControl {
  create(owner: KubeObject, pod: Pod): Promise<Pod>
  delete(owner: KubeObject, pod: Pod): Promise<void>
}

/** The pod control of one controller; `source` is whose events they are. */
export function createPodControl(context: ComponentContext, objects: ObjectClient, source: string): PodControl {
  const say = sayAs(source, context)
  return {
    async create(owner, pod) {
      try {
        const created = await objects.create<Pod>(builtin.pods, pod)
        say(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${created.metadata.name}`)
        return created
      } catch (error) {
        if (!isNamespaceTerminating(error)) say(owner, 'Warning', 'FailedCreate', `Error creating: ${errorText(error)}`)
        throw error
      }
    },
    async delete(owner, pod) {
      try {
        await objects.delete(builtin.pods, pod)
        say(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
      } catch (error) {
        say(owner, 'Warning', 'FailedDelete', `Error deleting: ${errorText(error)}`)
        throw error
      }
    },
  }
}

/** The pod that an owner's template describes, with a generated name unless `name` is given. */
export function podFromTemplate(owner: KubeObject, template: PodTemplateSpec, name?: string): Pod {
  const {labels, annotations, finalizers} = template.metadata ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(name ? {name} : {generateName: podNamePrefix(owner.metadata.name!)}),
      namespace: owner.metadata.namespace,
      ...(labels && {labels}),
      ...(annotations && {annotations}),
      ...(finalizers && {finalizers}),
      ownerReferences: [controllerRef(owner)],
    },
    spec: template.spec,
  } as Pod
}
