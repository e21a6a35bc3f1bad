import type {JsonObject} from '../../api/object.ts'
import type {BuildConfiguration} from './build-configuration.ts'
import {splitFieldPath} from './field-path.ts'
import {changeFields} from './field-specs.ts'
import type {Built, KustomizeVariable} from './kustomization.ts'
import {idsOf} from './object-ids.ts'

/** Puts the values of variables where `$(NAME)` stands for them. */
export function resolveVariables(
  objects: readonly Built[],
  variables: readonly KustomizeVariable[],
  {varReference}: BuildConfiguration,
): Built[] {
  if (variables.length === 0) return [...objects]
  const values = new Map(variables.map(variable => [variable.name, variableValue(objects, variable)]))
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value === 'string') return expanded(value, values)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, resolve(child)]))
  }
  return objects.map(one => ({...one, object: changeFields(one.object, varReference, resolve)}))
}

/** All variables of a folder and those below; throws if a name has two meanings. */
export function withVariables(
  known: readonly KustomizeVariable[],
  added: readonly KustomizeVariable[],
): KustomizeVariable[] {
  const twice = added.find(({name}) => known.some(variable => variable.name === name))
  if (twice)
    throw new Error(`merging vars [${added.map(({name}) => name).join(' ')}]: var '${twice.name}' already encountered`)
  return [...known, ...added]
}

function variableValue(objects: readonly Built[], {name, objref, fieldref}: KustomizeVariable): unknown {
  const found = objects.find(one =>
    idsOf(one).some(
      id =>
        id.name === objref.name &&
        (!objref.kind || id.kind === objref.kind) &&
        (!objref.apiVersion || id.apiVersion === objref.apiVersion) &&
        (!objref.namespace || id.namespace === objref.namespace),
    ),
  )
  const path = fieldref?.fieldpath ?? 'metadata.name'
  const value = splitFieldPath(path.replaceAll(/\[(\d+)\]/g, '.$1')).reduce<unknown>(
    (current, key) => (current as JsonObject | undefined)?.[key],
    found?.object,
  )
  if (found && value === undefined)
    throw new Error(`field specified in var '${name} ~ ${objref.kind}' not found in corresponding resource`)
  return value
}

/** `$(NAME)` alone keeps the value's type; `$$(NAME)` is the text itself. */
function expanded(text: string, values: ReadonlyMap<string, unknown>): unknown {
  const alone = /^\$\(([^)]+)\)$/.exec(text)?.[1]
  if (alone !== undefined && values.get(alone) !== undefined) return values.get(alone)
  return text.replaceAll(/\$(\$|\(([^)]*)\))/g, (whole, _, name?: string) => {
    if (name === undefined) return whole
    const value = values.get(name)
    return value === undefined ? whole : String(value)
  })
}
