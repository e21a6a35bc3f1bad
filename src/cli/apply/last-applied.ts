import {parseJson, stringifyJson} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration'

/** What was last applied to a live object; undefined if nothing was. */
export function lastAppliedOf(object: KubeObject): KubeObject | undefined {
  const text = lastAppliedText(object)
  return text === undefined ? undefined : (parseJson(text) as KubeObject)
}

export const lastAppliedText = (object: KubeObject): string | undefined =>
  object.metadata?.annotations?.[lastAppliedAnnotation] || undefined

/** The object with itself written into its annotation, for a later apply to compare with. */
export function withLastApplied(object: KubeObject): KubeObject {
  const annotations = {...object.metadata?.annotations}
  delete annotations[lastAppliedAnnotation]
  const configuration = {...object, metadata: {...object.metadata, annotations}}
  const text = `${stringifyJson(configuration)}\n`
  return {
    ...configuration,
    metadata: {...configuration.metadata, annotations: {...annotations, [lastAppliedAnnotation]: text}},
  }
}

/** Renews the annotation where there is one, or where it is asked for. */
export const updateLastApplied = (object: KubeObject, create: boolean): KubeObject =>
  create || lastAppliedText(object) !== undefined ? withLastApplied(object) : object
