import {isLabelValue, isQualifiedName} from '../../api/names.ts'

export interface Taint {
  key: string
  value?: string
  effect: string
  timeAdded?: string
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** `key=value:effect` adds, `key:effect-` and `key-` remove; throws in kubectl's words. */
export function parseTaints(words: readonly string[]): {add: Taint[]; remove: Taint[]} {
  const add: Taint[] = []
  const remove: Taint[] = []
  for (const word of words) {
    if (word.endsWith('-')) {
      const {key, effect} = parseTaint(word.slice(0, -1))
      remove.push({key, effect})
      continue
    }
    const taint = parseTaint(word)
    if (!taint.effect) throw new Error(`invalid taint spec: ${word}`)
    if (add.some(other => other.key === taint.key && other.effect === taint.effect))
      throw new Error(
        `duplicated taints with the same key and effect: {${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`,
      )
    add.push(taint)
  }
  return {add, remove}
}

function parseTaint(text: string): Taint {
  const [pair = '', effect, more] = text.split(':')
  if (more !== undefined) throw new Error(`invalid taint spec: ${text}`)
  if (effect === undefined) return {key: checkedKey(pair, text), effect: ''}
  if (!effects.includes(effect)) throw new Error(`invalid taint effect: ${effect}, unsupported taint effect`)
  const [key = '', value, third] = pair.split('=')
  if (third !== undefined) throw new Error(`invalid taint spec: ${text}`)
  const problems = isLabelValue(value ?? '')
  if (problems.length > 0) throw new Error(`invalid taint spec: ${text}, ${problems.join('; ')}`)
  return {key: checkedKey(key, text), ...(value && {value}), effect}
}

function checkedKey(key: string, text: string): string {
  const problems = isQualifiedName(key)
  if (problems.length > 0) throw new Error(`invalid taint spec: ${text}, ${problems.join('; ')}`)
  return key
}

const same = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect

/** The keys of taints that are there already. */
export const existingKeys = (old: readonly Taint[], add: readonly Taint[]): string =>
  add.flatMap(taint => old.filter(other => same(taint, other)).map(() => taint.key)).join(',')

/** The taints afterwards and what was done; throws for one that cannot be removed. */
export function changedTaints(
  old: readonly Taint[],
  {add, remove, overwrite}: {add: readonly Taint[]; remove: readonly Taint[]; overwrite: boolean},
): {taints: Taint[]; operation: string} {
  let taints = [...add, ...old.filter(taint => !add.some(other => same(taint, other)))]
  const added = taints.length !== old.length
  let deleted = false
  const missing: string[] = []
  for (const gone of remove) {
    const left = taints.filter(taint => (gone.effect ? !same(taint, gone) : taint.key !== gone.key))
    deleted = left.length !== taints.length
    taints = left
    if (!deleted)
      missing.push(`taint ${JSON.stringify(gone.effect ? `${gone.key}:${gone.effect}` : gone.key)} not found`)
  }
  if (missing.length === 1) throw new Error(missing[0])
  if (missing.length > 1) throw new Error(`[${missing.join(', ')}]`)
  if ((added && deleted) || overwrite) return {taints, operation: 'modified'}
  return {taints, operation: added ? 'tainted' : 'untainted'}
}
