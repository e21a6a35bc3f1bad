import {type SwaggerDocument, type SwaggerSchema, shapeName, shapeOf} from '../../openapi/swagger-schema.ts'
import {fillLines} from './fill-lines.ts'

export interface Model {
  kind: string
  /** `apps/v1`. */
  apiVersion: string
  /** The field that is explained; empty for the type itself. */
  name: string
  document: SwaggerDocument
  recursive: boolean
}

const width = 80

/** What `plaintext-openapiv2` prints of a schema. */
export function renderModel(schema: SwaggerSchema, model: Model): string {
  const {document, kind, apiVersion, name, recursive} = model
  const {end, type, descriptions} = unwrapped(schema, document)
  const head = `KIND:     ${kind}\nVERSION:  ${apiVersion}\n\n`
  const description = `DESCRIPTION:\n${paragraphs(descriptions)}`
  const shape = shapeOf(end, document)
  if (shape.type === 'primitive') return `${head}FIELD:    ${name} <${type || shape.name}>\n\n${description}`
  if (shape.type !== 'kind') return head + description
  const resource = name ? `RESOURCE: ${name} <${type || 'Object'}>\n\n` : ''
  const fields = recursive ? fieldTree(end, document, 3, new Set()) : fieldList(end, document)
  return `${head}${resource}${description}\nFIELDS:\n${fields}`
}

/** What is behind references, lists and maps, and what is said on the way. */
function unwrapped(
  schema: SwaggerSchema,
  document: SwaggerDocument,
  type = '',
): {end: SwaggerSchema; type: string; descriptions: string[]} {
  const shape = shapeOf(schema, document)
  const own = schema.description ?? ''
  if (shape.type === 'kind' || shape.type === 'primitive' || shape.type === 'arbitrary')
    return {end: schema, type, descriptions: [own]}
  const inner = shape.type === 'reference' ? shape.target : shape.items
  const named = shape.type === 'reference' ? type : type || shapeName(schema, document)
  const below = unwrapped(inner, document, named)
  return {...below, descriptions: [own, ...below.descriptions]}
}

function paragraphs(descriptions: readonly string[]): string {
  const said = descriptions.flatMap((text, index) =>
    text === '' ? [] : [(index === 0 ? '' : '\n') + indented(text, 5)],
  )
  return said.length > 0 ? said.join('') : '     <empty>\n'
}

const indented = (text: string, margin: number): string =>
  fillLines(text, width - margin)
    .map(line => (line === '' ? '\n' : `${' '.repeat(margin)}${line}\n`))
    .join('')

function fieldList(schema: SwaggerSchema, document: SwaggerDocument): string {
  const shape = shapeOf(schema, document)
  if (shape.type !== 'kind') return ''
  return shape.fields
    .map(([name, field]) => {
      const mark = shape.required.includes(name) ? ' -required-' : ''
      return `   ${name}\t<${shapeName(field, document)}>${mark}\n${indented(field.description ?? '', 5)}\n`
    })
    .join('')
}

/** Names and types alone, of all fields at all depths; a type within itself is not opened again. */
function fieldTree(
  schema: SwaggerSchema,
  document: SwaggerDocument,
  margin: number,
  open: ReadonlySet<string>,
): string {
  const shape = shapeOf(schema, document)
  if (shape.type === 'reference') {
    if (open.has(schema.$ref!)) return ''
    return fieldTree(shape.target, document, margin, new Set([...open, schema.$ref!]))
  }
  if (shape.type === 'array' || shape.type === 'map') return fieldTree(shape.items, document, margin, open)
  if (shape.type !== 'kind') return ''
  return shape.fields
    .map(([name, field]) => {
      const line = `${' '.repeat(margin)}${name}\t<${shapeName(field, document)}>\n`
      return line + fieldTree(field, document, margin + 3, open)
    })
    .join('')
}
