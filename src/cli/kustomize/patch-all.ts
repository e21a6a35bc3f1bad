import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {applyJsonPatch, applyMergePatch, applyStrategicPatch, operationsOf} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {parseLabelSelector} from '../../api/selectors/index.ts'
import {parseYaml, splitYamlDocuments, stringifyYaml} from '../../api/yaml/index.ts'
import type {Built, Kustomization, KustomizePatch} from './kustomization.ts'

/** Applies a kustomization's patches: lists of operations as JSON patches, objects as strategic merge patches. */
export function patchAll(objects: readonly Built[], kustomization: Kustomization, folder: string): Built[] {
  const {patches = [], patchesStrategicMerge = [], patchesJson6902 = []} = kustomization
  const strategic = patchesStrategicMerge.map(patch => (existsSync(join(folder, patch)) ? {path: patch} : {patch}))
  return [...strategic, ...patches, ...patchesJson6902].reduce<Built[]>(
    (current, patch) => applyPatch(current, patch, folder),
    [...objects],
  )
}

function applyPatch(objects: readonly Built[], patch: KustomizePatch, folder: string): Built[] {
  const text = patch.path ? readFileSync(join(folder, patch.path), 'utf8') : (patch.patch ?? '')
  checkFlowList(text, patch)
  return splitYamlDocuments(text).reduce<Built[]>(
    (current, part) => {
      const document = parseYaml(part)
      const chosen = patch.target
        ? current.filter(one => isTarget(one, patch.target!))
        : current.filter(one => isSame(one, document as KubeObject))
      if (chosen.length === 0 && !patch.target) {
        const {kind, metadata} = document as KubeObject
        throw new Error(
          `no resource matches strategic merge patch ${JSON.stringify(`${kind}.${metadata?.name}`)}: no matches for Id`,
        )
      }
      return current.flatMap(one => (chosen.includes(one) ? patched(one, document) : [one]))
    },
    [...objects],
  )
}

/** What begins with a bracket has to be JSON; YAML's flow style will not do. */
function checkFlowList(text: string, patch: KustomizePatch): void {
  if (!text.startsWith('[')) return
  try {
    JSON.parse(text)
  } catch {
    throw new Error(
      `trouble configuring builtin PatchTransformer with config: \`\n${stringifyYaml(patch)}\`: unable to parse SM or JSON patch from [patch: ${JSON.stringify(text)}]`,
    )
  }
}

function patched(one: Built, document: unknown): Built[] {
  if (Array.isArray(document))
    return [{...one, object: applyJsonPatch(one.object, operationsOf(document)) as KubeObject}]
  const {$patch: directive, ...fields} = document as Record<string, unknown>
  if (directive === 'delete') return []
  const {name, namespace} = one.object.metadata
  const schema = schemaOfKind({...parseApiVersion(one.object.apiVersion), kind: one.object.kind})
  const result = (
    schema ? applyStrategicPatch(schema, one.object, fields) : applyMergePatch(one.object, fields)
  ) as KubeObject
  return [{...one, object: {...result, metadata: {...result.metadata, name, ...(namespace && {namespace})}}}]
}

const isSame = ({object, originalName}: Built, {apiVersion, kind, metadata}: KubeObject): boolean =>
  object.kind === kind &&
  object.apiVersion === apiVersion &&
  (originalName === metadata?.name || object.metadata.name === metadata?.name)

function isTarget({object, originalName}: Built, target: NonNullable<KustomizePatch['target']>): boolean {
  const {group, version} = parseApiVersion(object.apiVersion)
  const matches = (wanted: string | undefined, ...values: (string | undefined)[]) =>
    wanted === undefined || wanted === '' || values.some(value => new RegExp(`^(?:${wanted})$`).test(value ?? ''))
  return (
    matches(target.group, group) &&
    matches(target.version, version) &&
    matches(target.kind, object.kind) &&
    matches(target.name, object.metadata.name, originalName) &&
    matches(target.namespace, object.metadata.namespace) &&
    parseLabelSelector(target.labelSelector ?? '').matches(object.metadata.labels) &&
    parseLabelSelector(target.annotationSelector ?? '').matches(object.metadata.annotations)
  )
}
