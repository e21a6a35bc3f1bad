/** A schema as OpenAPI v3 documents have it. */
export interface OpenApiSchema {
  $ref?: string
  type?: string
  description?: string
  properties?: Record<string, OpenApiSchema>
  items?: OpenApiSchema
  additionalProperties?: OpenApiSchema | boolean
  allOf?: OpenApiSchema[]
  required?: string[]
  enum?: unknown[]
  'x-kubernetes-group-version-kind'?: {group: string; version: string; kind: string}[]
}

export interface OpenApiDocument {
  components?: {schemas?: Record<string, OpenApiSchema>}
}

/** What a reference stands for; the schema itself if it is none. */
export function resolved(schema: OpenApiSchema, document: OpenApiDocument): OpenApiSchema {
  const name = schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1)
  return (name && document.components?.schemas?.[name]) || schema
}

/** The values' schema of a map; undefined for `true`, `false` and what is no map. */
export const valuesOf = ({additionalProperties}: OpenApiSchema): OpenApiSchema | undefined =>
  typeof additionalProperties === 'object' ? additionalProperties : undefined

/** `string`, `Object`, `[]Container`, `map[string]string`. */
export function typeName(schema: OpenApiSchema, document: OpenApiDocument): string {
  if (schema.items) return `[]${typeName(schema.items, document)}`
  const values = valuesOf(schema)
  if (values) return `map[string]${typeName(values, document)}`
  if (schema.allOf?.length === 1 && !schema.properties) return typeName(schema.allOf[0]!, document)
  if (!schema.$ref) return !schema.type || schema.type === 'object' ? 'Object' : schema.type
  const target = resolved(schema, document)
  if (target !== schema && target.type && target.type !== 'object') return target.type
  return schema.$ref.split('/').at(-1)?.split('.').at(-1) || 'Object'
}
