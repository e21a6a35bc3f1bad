import {nodeOf, type SchemaNode} from './schema-node.ts'

/** Follows a path of fields (`.spec.size`, `['a.b']`) through a schema. */
export function followFieldPath(
  root: SchemaNode,
  path: string,
  {brackets = true} = {},
): {node: SchemaNode; names: string[]} | {problem: string} {
  let node = root
  let rest = path
  const names: string[] = []
  while (rest) {
    const bracketed = /^\['((?:[^'\\]|\\.)*)'\]/.exec(rest)
    const dotted = /^\.([^.[\]]+)/.exec(rest)
    const match = bracketed ?? dotted
    if (rest.startsWith('[') && !brackets) return {problem: 'array notation is not allowed'}
    if (!match) return {problem: problemOf(rest)}
    const name = match[1]!.replaceAll(/\\(.)/g, '$1')
    const properties = nodeOf(node['properties'])
    const child = properties ? nodeOf(properties[name]) : entryOf(node)
    if (!child) return {problem: 'does not refer to a valid field'}
    node = child
    names.push(name)
    rest = rest.slice(match[0].length)
  }
  return {node, names}
}

/** What a map's keys hold; a map that only says whether there are any says nothing about them. */
const entryOf = ({additionalProperties: entries}: SchemaNode): SchemaNode | undefined =>
  typeof entries === 'boolean' ? {} : nodeOf(entries)

/** Why a path is none; undefined if it is one. */
export function fieldPathProblem(root: SchemaNode, path: string): string | undefined {
  const found = followFieldPath(root, path)
  return 'problem' in found ? found.problem : undefined
}

function problemOf(rest: string): string {
  if (rest === '.' || rest === '[') return 'unexpected end of JSON path'
  if (rest.startsWith('[')) return `expected single quoted string but got ${/^\[([^.[\]]*)/.exec(rest)?.[1] ?? ''}`
  return `expected [ or . but got: ${/^[^.[\]]*/.exec(rest)?.[0] ?? rest}`
}
