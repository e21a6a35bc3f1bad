/** A schema as OpenAPI v2 documents have it. */
export interface SwaggerSchema {
  $ref?: string
  type?: string
  description?: string
  properties?: Record<string, SwaggerSchema>
  items?: SwaggerSchema
  additionalProperties?: SwaggerSchema | boolean
  required?: string[]
  'x-kubernetes-group-version-kind'?: {group: string; version: string; kind: string}[]
}

export interface SwaggerDocument {
  definitions?: Record<string, SwaggerSchema>
}

/** What a schema is to kubectl's older printer; `arbitrary` says nothing of its values. */
export type Shape =
  | {type: 'reference'; target: SwaggerSchema}
  | {type: 'kind'; fields: [string, SwaggerSchema][]; required: readonly string[]}
  | {type: 'array' | 'map'; items: SwaggerSchema}
  | {type: 'primitive'; name: string}
  | {type: 'arbitrary'}

export function shapeOf(schema: SwaggerSchema, document: SwaggerDocument): Shape {
  if (schema.$ref) return {type: 'reference', target: definitionOf(schema.$ref, document)}
  const {type, properties, items, additionalProperties, required = []} = schema
  if (properties && (!type || type === 'object'))
    return {type: 'kind', fields: Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)), required}
  if (!type) return {type: 'arbitrary'}
  if (type === 'object')
    return {type: 'map', items: typeof additionalProperties === 'object' ? additionalProperties : {}}
  return type === 'array' ? {type, items: items ?? {}} : {type: 'primitive', name: type}
}

const definitionOf = (reference: string, {definitions = {}}: SwaggerDocument): SwaggerSchema =>
  definitions[referredName(reference)] ?? {}

/** The name of the definition that a `$ref` leads to. */
export const referredName = (reference: string): string => reference.slice('#/definitions/'.length)

/** `string`, `Object`, `[]Object`, `map[string]string`. */
export function shapeName(schema: SwaggerSchema, document: SwaggerDocument): string {
  const shape = shapeOf(schema, document)
  switch (shape.type) {
    case 'reference':
      return shapeName(shape.target, document)
    case 'kind':
      return 'Object'
    case 'array':
      return `[]${shapeName(shape.items, document)}`
    case 'map':
      return `map[string]${shapeName(shape.items, document)}`
    case 'primitive':
      return shape.name
    case 'arbitrary':
      return ''
  }
}
