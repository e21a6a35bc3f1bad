import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {applyJsonPatch, applyMergePatch, applyStrategicPatch, operationsOf} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {parseYaml, splitYamlDocuments, stringifyYaml} from '../../api/yaml/index.ts'
import type {Folder} from './folder.ts'
import type {Built, KustomizePatch} from './kustomization.ts'
import {changed, idOf, idsOf, idText, isSameId, isSelected} from './object-ids.ts'
import type {Transformer} from './transform.ts'

/** Patches of the old list, which are objects: in files or right there. */
export const applyStrategicPatches: Transformer = (objects, {kustomization, folder}) =>
  (kustomization.patchesStrategicMerge ?? []).reduce<Built[]>(
    (current, patch) => {
      const text = patch.includes('\n') || patch.includes(':') ? patch : folder.read(patch).toString('utf8')
      return splitYamlDocuments(text).reduce<Built[]>(
        (before, part) => applyObject(before, parseYaml(part) as KubeObject, {isOld: true}),
        current,
      )
    },
    [...objects],
  )

/** Lists of operations as JSON patches, objects as strategic merge patches. */
export const applyPatches: Transformer = (objects, {kustomization, folder}) =>
  (kustomization.patches ?? []).reduce<Built[]>((current, patch) => applyPatch(current, patch, folder), [...objects])

/** Patches of the old list of operations. */
export const applyJsonPatches: Transformer = (objects, {kustomization, folder}) =>
  (kustomization.patchesJson6902 ?? []).reduce<Built[]>(
    (current, patch) => {
      const document = parseYaml(patch.path ? folder.read(patch.path).toString('utf8') : (patch.patch ?? ''))
      return current.map(one => (isSelected(one, patch.target ?? {}) ? operated(one, document) : one))
    },
    [...objects],
  )

function applyPatch(objects: readonly Built[], patch: KustomizePatch, folder: Folder): Built[] {
  const {text, source, documents} = read(patch, folder)
  if (text.startsWith('[') || documents.every(Array.isArray)) {
    if (!patch.target) throw new Error(`must specify a target for JSON patch ${source}`)
    return objects.map(one => (isSelected(one, patch.target!) ? operated(one, documents[0]) : one))
  }
  if (patch.target && documents.length > 1)
    throw new Error(
      `Multiple Strategic-Merge Patches in one \`patches\` entry is not allowed to set \`patches.target\` field: ${source}`,
    )
  return documents.reduce<Built[]>(
    (current, document) => applyObject(current, document as KubeObject, patch),
    [...objects],
  )
}

/** A patch's documents; throws what kustomize says of a patch that is none. */
function read(patch: KustomizePatch, folder: Folder): {text: string; source: string; documents: unknown[]} {
  try {
    const inline = patch.patch?.trim() ?? ''
    const path = patch.path ?? ''
    if (inline === '' && path === '') throw new Error(`must specify one of patch and path in\n${stringifyYaml(patch)}`)
    if (inline !== '' && path !== '')
      throw new Error(`patch and path can't be set at the same time\n${stringifyYaml(patch)}`)
    const text = inline || contentOf(path, folder)
    const source = inline ? `[patch: ${JSON.stringify(inline)}]` : `[path: ${JSON.stringify(path)}]`
    return {text, source, documents: parsed(text, source)}
  } catch (error) {
    throw new Error(
      `trouble configuring builtin PatchTransformer with config: \`\n${stringifyYaml(patch)}\`: ${(error as Error).message}`,
    )
  }
}

function contentOf(path: string, folder: Folder): string {
  try {
    return folder.read(path).toString('utf8')
  } catch (error) {
    throw new Error(`failed to get the patch file from path(${path}): ${(error as Error).message}`)
  }
}

/** What begins with a bracket has to be JSON; YAML's flow style will not do. */
function parsed(text: string, source: string): unknown[] {
  try {
    if (text.startsWith('[')) return [JSON.parse(text)]
    const documents = splitYamlDocuments(text)
      .map(part => parseYaml(part))
      .filter(document => document !== null)
    const isObject = ({kind, apiVersion}: KubeObject) => Boolean(kind && apiVersion)
    if (documents.every(document => Array.isArray(document) || isObject(document as KubeObject))) return documents
  } catch {
    // Whatever is wrong with it, kustomize says the same.
  }
  throw new Error(`unable to parse SM or JSON patch from ${source}`)
}

interface ObjectPatch extends Pick<KustomizePatch, 'target' | 'options'> {
  isOld?: boolean
}

function applyObject(objects: readonly Built[], document: KubeObject, how: ObjectPatch): Built[] {
  if (how.target) {
    const {target} = how
    return objects.flatMap(one => (isSelected(one, target) ? merged(one, document, how) : [one]))
  }
  const id = idOf(document)
  const current = objects.filter(({object}) => isSameId(idOf(object), id))
  const found = current.length === 1 ? current : objects.filter(one => idsOf(one).some(other => isSameId(other, id)))
  if (found.length === 1) return objects.flatMap(one => (one === found[0] ? merged(one, document, how) : [one]))
  const why = `${found.length > 1 ? 'multiple' : 'no'} matches for Id ${idText(id)}; failed to find unique target for patch ${idText(id)}`
  throw new Error(how.isOld ? why : `no resource matches strategic merge patch ${JSON.stringify(idText(id))}: ${why}`)
}

const operated = (one: Built, document: unknown): Built =>
  changed(one, applyJsonPatch(one.object, operationsOf(document)) as KubeObject)

/** The object with a strategic merge patch in it, under its old name; nothing is left of one that the patch deletes. */
function merged(one: Built, document: KubeObject, {options}: ObjectPatch): Built[] {
  const {$patch: directive, ...fields} = document as Record<string, unknown>
  if (directive === 'delete') return []
  const {object} = one
  const {name, namespace} = object.metadata
  const schema = schemaOfKind({...parseApiVersion(object.apiVersion), kind: object.kind})
  const result = (schema ? applyStrategicPatch(schema, object, fields) : applyMergePatch(object, fields)) as KubeObject
  const kept = {...(!options?.allowNameChange && {name}), ...(namespace && {namespace})}
  return [
    changed(one, {
      ...result,
      ...(!options?.allowKindChange && {kind: object.kind}),
      metadata: {...result.metadata, ...kept},
    }),
  ]
}
