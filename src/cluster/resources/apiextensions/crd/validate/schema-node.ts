import {isObject} from '../../../../../api/json/index.ts'

/** A node of an openAPIV3Schema as a definition writes it. */
export type SchemaNode = Record<string, unknown>

export const nodeOf = (value: unknown): SchemaNode | undefined => (isObject(value) ? value : undefined)

/** Named nodes under a keyword, by name. */
export const namedNodes = (node: SchemaNode, keyword: string): [string, SchemaNode][] =>
  Object.entries(nodeOf(node[keyword]) ?? {})
    .flatMap(([name, value]): [string, SchemaNode][] => (isObject(value) ? [[name, value]] : []))
    .sort(([a], [b]) => (a < b ? -1 : 1))

export const listedNodes = (node: SchemaNode, keyword: string): SchemaNode[] =>
  Array.isArray(node[keyword]) ? (node[keyword] as unknown[]).filter(isObject) : []

export const textOf = (node: SchemaNode, keyword: string): string =>
  typeof node[keyword] === 'string' ? (node[keyword] as string) : ''

export const listOf = (node: SchemaNode, keyword: string): unknown[] =>
  Array.isArray(node[keyword]) ? (node[keyword] as unknown[]) : []

/** Whether a node has a keyword that says anything; an empty schema of further items does. */
export function isSet(node: SchemaNode, keyword: string): boolean {
  const value = node[keyword]
  if (value === undefined || value === null || value === '') return false
  return keyword === 'additionalItems' || !isObject(value) || Object.keys(value).length > 0
}

/** Whether there are x-kubernetes-validations in a schema. */
export const hasRules = (schema: SchemaNode): boolean =>
  somewhere(schema, node => listedNodes(node, 'x-kubernetes-validations').length > 0)

/** Whether a node or any below it is as asked. */
export function somewhere(value: unknown, asked: (node: SchemaNode) => boolean): boolean {
  const node = nodeOf(value)
  if (!node) return false
  const below = [
    ...['items', 'additionalItems', 'not', 'additionalProperties'].map(keyword => node[keyword]),
    ...['allOf', 'anyOf', 'oneOf'].flatMap(keyword => listedNodes(node, keyword)),
    ...['properties', 'patternProperties', 'definitions', 'dependencies'].flatMap(keyword =>
      Object.values(nodeOf(node[keyword]) ?? {}),
    ),
  ]
  return asked(node) || below.some(each => somewhere(each, asked))
}
