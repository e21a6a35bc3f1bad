import {findSyntaxError, isObject, sortKeys, stringifyJson} from '../../api/json/index.ts'
import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {string} from '../flags/flag.ts'
import {applyUserPatch} from '../patch/apply-user-patch.ts'

export const overrideFlags = {
  'override-type': string({
    default: 'merge',
    usage: 'How --overrides changes the generated object: json, merge or strategic.',
  }),
  overrides: string({usage: 'JSON that is merged into the generated object; it must carry its apiVersion.'}),
}

/** The generated object with what --overrides says, which has to be JSON. */
export async function overridden(
  object: KubeObject,
  {overrides, 'override-type': type}: {overrides: string; 'override-type': string},
): Promise<KubeObject> {
  if (overrides === '') return object
  const ways: Record<string, typeof merged> = {'': merged, merge: merged, strategic, json: patched}
  const way = Object.hasOwn(ways, type) ? ways[type] : undefined
  if (!way) throw new Error(`invalid override type: ${type}`)
  return decodable(way(object, overrides))
}

type Changed = {value: unknown; text(): string}

/** A list takes the object's place, and cannot be decoded. */
function merged(object: KubeObject, text: string): Changed {
  const patch = findSyntaxError(text) ? undefined : JSON.parse(text)
  if (typeof patch !== 'object' || patch === null) throw new Error('Invalid JSON Patch')
  const value = applyUserPatch(object, 'merge', patch)
  return {value, text: () => stringifyJson(sortedWhere(value, patch), {sort: false})}
}

function strategic(object: KubeObject, text: string): Changed {
  const patch = findSyntaxError(text) ? undefined : JSON.parse(text)
  if (patch !== null && !isObject(patch)) throw new Error('invalid JSON document')
  const value = patch === null ? object : applyUserPatch(object, 'strategic', patch)
  return {value, text: () => stringifyJson(sortKeys(value))}
}

function patched(object: KubeObject, text: string): Changed {
  const problem = findSyntaxError(text)
  if (problem) throw problem
  const patch = JSON.parse(text)
  const value = patch === null ? object : applyUserPatch(object, 'json', patch)
  return {value, text: () => stringifyJson(sortedWhere(value, {}), {sort: false})}
}

/** Go's library keeps as a sorted map what a patch goes through, and all else as it was written. */
function sortedWhere(value: unknown, patch: unknown): unknown {
  if (!isObject(value) || !isObject(patch)) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map(key => [key, key in patch ? sortedWhere(value[key], patch[key]) : value[key]]))
}

/** The object, if kubectl knows such objects. */
function decodable({value, text}: Changed): KubeObject {
  const refuse = (why: string) =>
    new Error(`couldn't get version/kind; json parse error: json: cannot unmarshal ${why}`)
  if (!isObject(value)) throw refuse(`array into Go value of type ${typeMeta}`)
  const fields = ['apiVersion', 'kind'] as const
  for (const field of fields)
    if (value[field] !== undefined && value[field] !== null && typeof value[field] !== 'string')
      throw refuse(`${goKind(value[field])} into Go struct field .${field} of type string`)
  const [apiVersion, kind] = fields.map(field => (value[field] ?? '') as string) as [string, string]
  if (kind === '') throw new Error(`Object 'Kind' is missing in '${text()}'`)
  if (apiVersion === '') throw new Error(`Object 'apiVersion' is missing in '${text()}'`)
  if (apiVersion.split('/').length > 2) throw new Error(`unexpected GroupVersion string: ${apiVersion}`)
  if (!schemaOfKind({...parseApiVersion(apiVersion), kind}))
    throw new Error(`no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:110"`)
  return value as KubeObject
}

const typeMeta =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

const goKind = (value: unknown): string => {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
