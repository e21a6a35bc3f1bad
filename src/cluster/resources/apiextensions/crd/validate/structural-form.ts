import {isSet, type SchemaNode, somewhere} from './schema-node.ts'

const unsupported: readonly (readonly [keyword: string, name: string])[] = [
  ['id', 'id'],
  ['$schema', 'schema'],
  ['$ref', '$ref'],
  ['patternProperties', 'patternProperties'],
  ['dependencies', 'dependencies'],
  ['additionalItems', 'additionalItems'],
  ['definitions', 'definitions'],
]

/**
 * Why a schema has no structural form at all (KEP-1693), so that nothing that is asked of that form, nor of defaults and rules in it, is looked at: what it says
 * is not supported.
 */
export function conversionProblem(schema: SchemaNode): string | undefined {
  let problem: string | undefined
  somewhere(schema, node => {
    problem = problemOf(node)
    return problem !== undefined
  })
  return problem
}

function problemOf(node: SchemaNode): string | undefined {
  for (const [keyword, name] of unsupported) if (isSet(node, keyword)) return `'${name}' is not supported`
  if (Array.isArray(node['items']) && node['items'].length > 0) return "'items' must be a schema, but is an array"
  return node['x-kubernetes-preserve-unknown-fields'] === false
    ? "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined"
    : undefined
}
