import {isLabelValue} from '../../api/names.ts'
import {throwCollected} from '../errors/command-error.ts'
import {jsonLength, type MetadataChange, type MetadataKind} from './change-metadata.ts'

/** What is particular about `kctl label`. */
export const labels: MetadataKind = {
  field: 'labels',
  noun: 'label',
  file: 'pod',
  saysMissing: true,
  printsAnswer: false,
  parse: parseLabels,
  checkOverwrites(current, {set}) {
    throwCollected(
      Object.entries(set)
        .filter(([key, value]) => Object.hasOwn(current, key) && current[key] !== value)
        .map(([key]) => new Error(`'${key}' already has a value (${current[key]}), and --overwrite is false`)),
    )
  },
  operation(before, after, overwrite) {
    const change = jsonLength(after) - jsonLength(before)
    if (JSON.stringify(before) === JSON.stringify(after)) return 'not labeled'
    return !overwrite && change < 0 ? 'unlabeled' : 'labeled'
  },
}

function parseLabels(pairs: readonly string[]): MetadataChange {
  const change: MetadataChange = {set: {}, remove: []}
  for (const pair of pairs) {
    if (!pair.includes('=')) {
      if (!pair.endsWith('-')) throw new Error(`unknown label spec: ${pair}`)
      change.remove.push(pair.slice(0, -1))
      continue
    }
    const parts = pair.split('=')
    const [key = '', value = ''] = parts
    if (parts.length !== 2) throw new Error(`invalid label spec: ${pair}`)
    const problems = isLabelValue(value)
    if (problems.length > 0) throw new Error(`invalid label value: ${JSON.stringify(pair)}: ${problems.join(';')}`)
    change.set[key] = value
  }
  if (change.remove.some(key => Object.hasOwn(change.set, key)))
    throw new Error('can not both modify and remove a label in the same command')
  return change
}
