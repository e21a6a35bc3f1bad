import {type JsonObject, type KubeObject, parseApiVersion} from '../../api/object.ts'

/** Where kustomize looks for something in objects of a kind; absent words match every one. */
export interface FieldSpec {
  /** Names with slashes between them; lists are passed through, `\/` is a slash of a name. */
  path: string
  group?: string
  version?: string
  kind?: string
  /** Whether maps on the way that are not there are made. */
  create?: boolean
}

export type GroupVersionKind = Pick<FieldSpec, 'group' | 'version' | 'kind'>

/** Whether an object is of what a selector names. */
export function isOfKind(
  {apiVersion, kind}: Pick<KubeObject, 'apiVersion' | 'kind'>,
  wanted: GroupVersionKind,
): boolean {
  const {group, version} = parseApiVersion(apiVersion)
  return (
    (!wanted.kind || wanted.kind === kind) &&
    (!wanted.group || wanted.group === group) &&
    (!wanted.version || wanted.version === version)
  )
}

/** The object with what is at the places changed; a change gets undefined where the last name is not there and may be made. */
export function changeFields(
  object: KubeObject,
  specs: readonly FieldSpec[],
  change: (value: unknown) => unknown,
): KubeObject {
  return specs
    .filter(spec => isOfKind(object, spec))
    .reduce(
      (current, spec) => changeAt(current, namesOf(spec.path), {create: spec.create ?? false, change}) as KubeObject,
      object,
    )
}

interface Change {
  create: boolean
  change(value: unknown): unknown
}

function changeAt(value: unknown, names: readonly string[], how: Change): unknown {
  if (Array.isArray(value))
    return names.length === 0 ? how.change(value) : value.map(item => changeAt(item, names, how))
  const [name, ...rest] = names
  if (name === undefined) return how.change(value)
  if (value !== undefined && (typeof value !== 'object' || value === null)) return value
  const key = name.replace(/\[\]$/, '')
  const object = (value ?? {}) as JsonObject
  const child = object[key]
  const missing = child === undefined || child === null
  if (missing && (!how.create || key !== name)) return value
  return {...object, [key]: changeAt(missing ? undefined : child, rest, how)}
}

const namesOf = (path: string): string[] => path.split(/(?<!\\)\//).map(name => name.replaceAll('\\/', '/'))
