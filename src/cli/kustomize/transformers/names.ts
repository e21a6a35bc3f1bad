import type {JsonObject, KubeObject} from '../../../api/object.ts'
import {changeFields} from '../field-specs.ts'
import type {Built} from '../kustomization.ts'
import {changed, idOf, idText, isClusterScoped} from '../object-ids.ts'
import type {Transformer} from '../transform.ts'

/** Puts everything that can be in a namespace into the one that is wanted, and names of namespaces with it. */
export const withNamespace: Transformer = (objects, {kustomization: {namespace}, configuration}) => {
  if (!namespace) return [...objects]
  const moved = objects.map(one => {
    const placed = withMetadata(one.object, isClusterScoped(one.object.kind) ? {} : {namespace})
    const bound = /^(Cluster)?RoleBinding$/.test(placed.kind) ? withSubjects(placed, namespace) : placed
    return changed(
      one,
      changeFields(bound, configuration.namespace, () => namespace),
    )
  })
  const ids = moved.map(({object}) => idText(idOf(object)))
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined)
    throw new Error(`namespace transformation produces ID conflict: ${JSON.stringify(ids.filter(id => id === twice))}`)
  return moved
}

/** Only the service account that every namespace has moves without being known. */
function withSubjects(object: KubeObject, namespace: string): KubeObject {
  const subjects = object['subjects'] as JsonObject[] | undefined
  if (!Array.isArray(subjects)) return object
  return {
    ...object,
    subjects: subjects.map(subject => (subject['name'] === 'default' ? {...subject, namespace} : subject)),
  }
}

const withMetadata = (object: KubeObject, fields: JsonObject): KubeObject => ({
  ...object,
  metadata: {...object.metadata, ...fields},
})

/** Puts something before or behind every name but those that other things rest on. */
export const withAffix =
  (place: 'prefix' | 'suffix'): Transformer =>
  (objects, {kustomization, configuration}) => {
    const [affix = '', specs] =
      place === 'prefix'
        ? [kustomization.namePrefix, configuration.namePrefix]
        : [kustomization.nameSuffix, configuration.nameSuffix]
    if (affix === '') return [...objects]
    const put = (name: unknown) => (place === 'prefix' ? `${affix}${name}` : `${name}${affix}`)
    return objects.map(one => {
      if (/^(Namespace|CustomResourceDefinition|APIService)$/.test(one.object.kind)) return one
      const more: Partial<Built> =
        place === 'prefix' ? {prefixes: [...one.prefixes, affix]} : {suffixes: [...one.suffixes, affix]}
      return changed(one, changeFields(one.object, specs, put), more)
    })
  }
