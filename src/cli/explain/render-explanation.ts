import {type OpenApiDocument, type OpenApiSchema, resolved, typeName, valuesOf} from './open-api-schema.ts'
import {wordWrap} from './word-wrap.ts'

export interface Explanation {
  document: OpenApiDocument
  recursive: boolean
}

/** What is known of the field that a path leads to: description, and the fields within. Undefined where there is no such field. */
export function renderExplanation(
  schema: OpenApiSchema,
  path: readonly string[],
  explanation: Explanation,
): string | undefined {
  return follow(schema, path, explanation, new Set())
}

function follow(
  schema: OpenApiSchema,
  path: readonly string[],
  explanation: Explanation,
  history: ReadonlySet<string>,
): string | undefined {
  const {document} = explanation
  const target = resolved(schema, document)
  const [name, ...rest] = path
  if (name === undefined) return page(target, explanation)
  if (schema.$ref && history.has(schema.$ref)) return undefined
  const seen = schema.$ref ? new Set([...history, schema.$ref]) : history
  const child = target.properties && Object.hasOwn(target.properties, name) ? target.properties[name] : undefined
  if (child) {
    const below = follow(child, rest, explanation, new Set())
    if (below === undefined || rest.length > 0) return below
    return `FIELD: ${name} <${typeName(child, document)}>\n${longEnum(child)}\n\n${below}`
  }
  if (target.items) return follow(target.items, path, explanation, seen)
  const values = valuesOf(target)
  if (values) return follow(values, path, explanation, seen)
  for (const alternative of target.allOf ?? []) {
    const found = follow(alternative, path, explanation, seen)
    if (found !== undefined) return found
  }
  return undefined
}

function page(schema: OpenApiSchema, {document, recursive}: Explanation): string {
  const text = indent(4, wordWrap(description(schema, document) || '<empty>', 76))
  const fields = fieldList(schema, {document, recursive}, 1, new Set())
  return `DESCRIPTION:\n${text}\n${fields && `FIELDS:\n${fields}`}`
}

function description(schema: OpenApiSchema, document: OpenApiDocument): string {
  const target = resolved(schema, document)
  const values = valuesOf(target)
  return [
    target.description ? `${target.description}\n` : '',
    ...(target.allOf ?? []).map(one => description(one, document)),
    target.items ? description(target.items, document) : '',
    values ? description(values, document) : '',
  ].join('')
}

function fieldList(
  schema: OpenApiSchema,
  explanation: Explanation,
  level: number,
  history: ReadonlySet<string>,
): string {
  if (schema.$ref && history.has(schema.$ref)) return ''
  const seen = schema.$ref ? new Set([...history, schema.$ref]) : history
  const target = resolved(schema, explanation.document)
  const values = valuesOf(target)
  const own = Object.keys(target.properties ?? {})
    .sort()
    .map(name => {
      const detail = fieldDetail(name, target, explanation, level)
      return explanation.recursive
        ? detail + fieldList(target.properties![name]!, explanation, level + 1, seen)
        : detail
    })
  return [
    ...own,
    ...(target.allOf ?? []).map(one => fieldList(one, explanation, level, seen)),
    target.items ? fieldList(target.items, explanation, level, seen) : '',
    values ? fieldList(values, explanation, level, seen) : '',
  ].join('')
}

function fieldDetail(
  name: string,
  {properties = {}, required = []}: OpenApiSchema,
  {document, recursive}: Explanation,
  level: number,
): string {
  const schema = properties[name]!
  const margin = level * 2
  const mark = required.includes(name) ? ' -required-' : ''
  const head = `${indent(margin, name)}\t<${typeName(schema, document)}>${mark}${shortEnum(schema, margin)}\n`
  if (recursive) return head
  const text = wordWrap(schema.description ?? '<no description>', 78 - margin)
  return `${head}${indent(margin + 2, text)}\n\n`
}

const shown = (value: unknown): string => (value === '' ? '""' : String(value))

function shortEnum({enum: values}: OpenApiSchema, margin: number): string {
  if (!values) return ''
  const names = values.slice(0, 4).map(shown).join(', ')
  return `\n${' '.repeat(margin)}enum: ${names}${values.length > 4 ? ', ....' : ''}`
}

const longEnum = ({enum: values}: OpenApiSchema): string =>
  values ? `ENUM:${values.map(value => `\n    ${shown(value)}`).join('')}` : ''

const indent = (amount: number, text: string): string => {
  const margin = ' '.repeat(amount)
  return margin + text.replaceAll('\n', `\n${margin}`)
}
