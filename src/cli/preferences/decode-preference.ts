import type {Preference} from './kuberc.ts'

export interface DecodedPreference {
  preference: Preference
  /** Fields that no preference has: `aliases[0].colour`. */
  unknown: string[]
}

type Version = 'v1alpha1' | 'v1beta1'

/** One document of a file of preferences; undefined where it is none, or has values of other types. */
export function decodePreference(document: unknown): DecodedPreference | undefined {
  if (!isObject(document)) return undefined
  const {apiVersion, kind} = document
  const version = /^kubectl\.config\.k8s\.io\/(v1alpha1|v1beta1)$/.exec(String(apiVersion))?.[1] as Version | undefined
  if (!version || kind !== 'Preference') return undefined
  const shape = shapes[version]
  if (!fits(document, shape)) return undefined
  const {defaults, options} = names[version]
  const optionsOf = (entry: Entry) =>
    asList(entry[options]).map(one => ({name: text(one['name']), default: text(one['default'])}))
  return {
    unknown: unknownFields(document, shape, ''),
    preference: {
      defaults: asList(document[defaults]).map(entry => ({command: text(entry['command']), options: optionsOf(entry)})),
      aliases: asList(document['aliases']).map(entry => ({
        name: text(entry['name']),
        command: text(entry['command']),
        prependArgs: (entry['prependArgs'] ?? []) as string[],
        appendArgs: (entry['appendArgs'] ?? []) as string[],
        options: optionsOf(entry),
      })),
    },
  }
}

/** What the versions call the same things. */
const names = {v1alpha1: {defaults: 'overrides', options: 'flags'}, v1beta1: {defaults: 'defaults', options: 'options'}}

/** A string, a list of one shape, or an object of named fields. */
type Shape = 'string' | [Shape] | {[field: string]: Shape}

const shapes = {v1alpha1: shapeOf('v1alpha1'), v1beta1: shapeOf('v1beta1')}

function shapeOf(version: Version): {[field: string]: Shape} {
  const {defaults, options} = names[version]
  const values: Shape = [{name: 'string', default: 'string'}]
  const alias: Shape = {
    name: 'string',
    command: 'string',
    prependArgs: ['string'],
    appendArgs: ['string'],
    [options]: values,
  }
  return {apiVersion: 'string', kind: 'string', [defaults]: [{command: 'string', [options]: values}], aliases: [alias]}
}

function fits(value: unknown, shape: Shape): boolean {
  if (value === undefined || value === null) return true
  if (shape === 'string') return typeof value === 'string'
  if (Array.isArray(shape)) return Array.isArray(value) && value.every(item => fits(item, shape[0]))
  return isObject(value) && Object.entries(shape).every(([field, inner]) => fits(value[field], inner))
}

function unknownFields(value: unknown, shape: Shape, path: string): string[] {
  if (shape === 'string' || value === undefined || value === null) return []
  if (Array.isArray(shape))
    return (value as unknown[]).flatMap((item, index) => unknownFields(item, shape[0], `${path}[${index}]`))
  const fields = Object.entries(value as Entry).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return fields.flatMap(([field, inner]) => {
    const here = path ? `${path}.${field}` : field
    return Object.hasOwn(shape, field) ? unknownFields(inner, shape[field]!, here) : [here]
  })
}

type Entry = Record<string, unknown>

const isObject = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const asList = (value: unknown): Entry[] => (value ?? []) as Entry[]
const text = (value: unknown): string => (value ?? '') as string
