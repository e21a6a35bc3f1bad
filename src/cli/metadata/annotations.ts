import type {MetadataChange, MetadataKind} from './change-metadata.ts'

const changeCause = 'kubernetes.io/change-cause'

/** What is particular about `kctl annotate`. */
export const annotations: MetadataKind = {
  field: 'annotations',
  noun: 'annotation',
  file: 'rsrc',
  saysMissing: false,
  printsAnswer: true,
  parse: parseAnnotations,
  checkOverwrites(current, {set}) {
    const taken = Object.entries(set)
      .filter(([key, value]) => key !== changeCause && Object.hasOwn(current, key) && current[key] !== value)
      .map(([key]) => `'${key}' already has a value (${current[key]})`)
    if (taken.length > 0)
      throw new Error(`--overwrite is false but found the following declared annotation(s): ${taken.join('; ')}`)
  },
  operation: () => 'annotated',
}

function parseAnnotations(pairs: readonly string[]): MetadataChange {
  const change: MetadataChange = {set: {}, remove: []}
  const invalid: string[] = []
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals > 0) change.set[pair.slice(0, equals)] = pair.slice(equals + 1)
    else if (pair.endsWith('-') && pair !== '-') change.remove.push(pair.slice(0, -1))
    else invalid.push(pair)
  }
  if (invalid.length > 0) throw new Error(`invalid annotation format: ${invalid.join(', ')}`)
  const both = change.remove.filter(key => Object.hasOwn(change.set, key))
  if (both.length > 0)
    throw new Error(
      `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    )
  return change
}
