import {builtin} from '../../../api/builtin-resources.ts'
import type {FieldError} from '../../../api/field-error.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {lookUp} from '../admission/lookup.ts'
import type {ServerParts} from '../server-parts.ts'

/** What only the labels of an object's namespace tell. */
export async function namespaceErrors(
  server: ServerParts,
  object: KubeObject,
  validate: ResourceDefinition['validateInNamespace'],
): Promise<FieldError[]> {
  if (!validate) return []
  const {namespaces} = builtin
  const namespace = await lookUp(server, namespaces, '', object.metadata.namespace ?? '')
  return validate(object, namespace?.metadata.labels ?? {})
}
