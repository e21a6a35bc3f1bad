import type {JsonObject, KubeObject} from '../../api/object.ts'
import {parseYaml} from '../../api/yaml/index.ts'
import {changeAtPath, splitFieldPath} from './field-path.ts'
import type {Built, KustomizeReplacement, KustomizeSelector, ReplacementOptions} from './kustomization.ts'
import {isSelected} from './object-ids.ts'
import type {BuildStep, Transformer} from './transform.ts'

type Target = NonNullable<KustomizeReplacement['targets']>[number]

/** Copies fields of some objects to fields of others. */
export const replaceValues: Transformer = (objects, step) =>
  (step.kustomization.replacements ?? [])
    .flatMap(replacement => replacementsOf(replacement, step))
    .reduce<Built[]>((current, replacement) => replaced(current, replacement), [...objects])

function replacementsOf(replacement: KustomizeReplacement, {folder}: BuildStep): KustomizeReplacement[] {
  if (!replacement.path) return [replacement]
  if (replacement.source) throw new Error('cannot specify both path and inline replacement')
  const content = parseYaml(folder.read(replacement.path).toString('utf8')) as KustomizeReplacement
  return Array.isArray(content) ? content : [content]
}

function replaced(objects: readonly Built[], replacement: KustomizeReplacement): Built[] {
  const {source, sourceValue, targets} = replacement
  if ((sourceValue === undefined && !source) || !targets)
    throw new Error('replacements must specify a source and at least one target')
  if (sourceValue !== undefined && source) throw new Error('value and resource selectors are mutually exclusive')
  const value = source ? sourceOf(objects, source) : sourceValue
  return targets.reduce<Built[]>((current, target) => current.map(one => copied(one, target, value)), [...objects])
}

function sourceOf(objects: readonly Built[], source: NonNullable<KustomizeReplacement['source']>): unknown {
  const {fieldPath = 'metadata.name', options, ...selector} = source
  const chosen = objects.filter(one => isSelected(one, exactly(selector)))
  const text = () => `${selectorText(selector)}:${fieldPath}`
  if (chosen.length === 0) throw new Error(`nothing selected by ${text()}`)
  if (chosen.length > 1) throw new Error(`multiple matches for selector ${text()}`)
  const value = lookUp(chosen[0]!.object, splitFieldPath(fieldPath))
  if (isEmpty(value))
    throw new Error(`fieldPath \`${fieldPath}\` is missing for replacement source ${selectorText(selector)}`)
  return refined(value, options)
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** A replacement's selector names things as they are called, and leaves out what may be anything. */
const exactly = ({labelSelector, annotationSelector, ...words}: KustomizeSelector): KustomizeSelector => ({
  ...Object.fromEntries(
    Object.entries(words).map(([key, word]) => [key, String(word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')]),
  ),
  ...(labelSelector && {labelSelector}),
  ...(annotationSelector && {annotationSelector}),
})

const selectorText = ({kind, version, group, name, namespace}: KustomizeSelector): string =>
  `${kind || '[noKind]'}.${version || '[noVer]'}.${group || '[noGrp]'}/${name || '[noName]'}.${namespace || '[noNs]'}`

const lookUp = (value: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>((current, name) => {
    if (!Array.isArray(current)) return (current as JsonObject | undefined | null)?.[name]
    const [, key, wanted] = /^\[(.*)=(.*)\]$/.exec(name) ?? []
    if (key === undefined) return current[Number(name)]
    return current.find(item => String(key === '' ? item : item?.[key]) === wanted)
  }, value)

function refined(value: unknown, options: ReplacementOptions | undefined): unknown {
  if (!options?.delimiter) return value
  if (typeof value === 'object') throw new Error('delimiter option can only be used with scalar nodes')
  const {delimiter, index = 0} = options
  const parts = String(value).split(delimiter)
  if (parts[index] === undefined) throw new Error(`options.index ${index} is out of bounds for value ${value}`)
  return parts[index]
}

function copied(one: Built, target: Target, value: unknown): Built {
  const {select, reject = [], fieldPaths = ['metadata.name'], options} = target
  if (!select) throw new Error('target must specify resources to select')
  if (!isSelected(one, exactly(select)) || reject.some(selector => isSelected(one, exactly(selector)))) return one
  return {
    ...one,
    object: fieldPaths.reduce((object, path) => {
      const create = options?.create ?? false
      const names = splitFieldPath(path)
      const result = changeAtPath(object, names, {create, change: old => fitting(old, value, {names, options})})
      if (result.count > 0) return result.value as KubeObject
      const verb = create ? 'find or create' : 'find'
      throw new Error(`unable to ${verb} field ${JSON.stringify(path)} in replacement target`)
    }, one.object),
  }
}

/** The value in the form that the field has; new labels and annotations are strings. */
function fitting(
  old: unknown,
  value: unknown,
  {names, options}: {names: readonly string[]; options: ReplacementOptions | undefined},
): unknown {
  const put = options?.delimiter ? joined(old, value, options as Required<ReplacementOptions>) : value
  if (typeof put === 'object' || typeof old === 'object') return put
  if (typeof old === 'string') return String(put)
  if (old === undefined || old === null)
    return names[0] === 'metadata' && /^(labels|annotations)$/.test(names[1] ?? '') ? String(put) : put
  return parseYaml(String(put))
}

function joined(old: unknown, value: unknown, {delimiter, index = 0}: Required<ReplacementOptions>): string {
  if (typeof old === 'object' && old !== null) throw new Error('delimiter option can only be used with scalar nodes')
  const parts = String(old ?? '').split(delimiter)
  if (index < 0) parts.unshift(String(value))
  else if (index >= parts.length) parts.push(String(value))
  else parts[index] = String(value)
  return parts.join(delimiter)
}
