import type {KubeObject} from '../../api/object.ts'
import type {Target} from './target.ts'
import type {TargetSearch} from './targets.ts'

/** The target in the namespace that it is meant for: its own, or the command's; an object of another one is refused under `-n`. */
export function withNamespace(target: Target, {namespace, invocation, query}: TargetSearch): Target {
  if (!target.resource.namespaced) return target.namespace ? placed(target, '') : target
  if (!target.namespace) return namespace && target.name ? placed(target, namespace) : {...target, namespace}
  const enforced = invocation.flags['namespace'] !== '' && !query.allNamespaces
  if (enforced && target.namespace !== namespace)
    throw new Error(
      `the namespace from the provided object ${JSON.stringify(target.namespace)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${target.namespace}' to perform this operation.`,
    )
  return target
}

function placed(target: Target, namespace: string): Target {
  const {object} = target
  return {...target, namespace, ...(object && {object: objectIn(object, namespace)})}
}

function objectIn(object: KubeObject, namespace: string): KubeObject {
  if (!object.metadata || object.kind === 'Table') return object
  const {namespace: _, ...metadata} = object.metadata
  return {...object, metadata: namespace ? {...metadata, namespace} : metadata}
}
