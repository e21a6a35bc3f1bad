import {base64Problem} from '../../api/go/base64.ts'
import {jsonKind} from '../../api/go/json-kind.ts'
import {typeMismatch} from '../../api/schema/decode-error.ts'
import {configType, type GoField} from './kubeconfig-types.ts'

/** What Go says first of a kubeconfig whose values are of other types than the fields they are in; undefined if all fit. */
export function typeProblem(config: object): string | undefined {
  for (const field of ['apiVersion', 'kind'] as const) {
    const value = (config as Record<string, unknown>)[field] ?? ''
    if (typeof value === 'string') continue
    const problem = `json: cannot unmarshal ${jsonKind(value)} into Go struct field .${field} of type string`
    return `couldn't get version/kind; json parse error: ${problem}`
  }
  return firstProblem(config, configType, {struct: 'Config', fields: []})
}

interface Place {
  struct: string
  fields: readonly string[]
}

function firstProblem(value: unknown, type: GoField, place: Place): string | undefined {
  if (value === null || value === undefined || type.is === 'anything') return undefined
  const kind = jsonKind(value)
  if (kind !== jsonKinds[type.is]) return typeMismatch(kind, goName(type), place).message
  if (type.is === 'bytes') return base64Problem(value as string)
  if (type.is === 'list') return firstOf(value as unknown[], item => firstProblem(item, type.of, place))
  if (type.is === 'map') return firstOf(Object.values(value), item => firstProblem(item, type.of, place))
  if (type.is !== 'struct') return undefined
  const given = value as Record<string, unknown>
  // Go reads what YAML has been made into: JSON with sorted keys.
  return firstOf(Object.keys(type.fields).sort(), name =>
    firstProblem(given[name], type.fields[name]!, {struct: type.name, fields: [...place.fields, name]}),
  )
}

const jsonKinds = {string: 'string', bytes: 'string', bool: 'bool', list: 'array', map: 'object', struct: 'object'}

function firstOf<T>(items: readonly T[], problemOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = problemOf(item)
    if (problem) return problem
  }
  return undefined
}

function goName(type: GoField): string {
  switch (type.is) {
    case 'list':
      return `[]${goName(type.of)}`
    case 'map':
      return `map[string]${goName(type.of)}`
    case 'struct':
      return `v1.${type.name}`
    case 'string':
      return type.name ?? 'string'
    default:
      return type.is === 'bytes' ? '[]uint8' : type.is
  }
}
