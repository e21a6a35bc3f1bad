import {type Field, noFields, nothingRequired, type Schema, type SchemaType} from './schema.ts'

type Source = Record<string, unknown>

/** The schema of a CustomResourceDefinition's structural openAPIV3Schema, as the same node that built-in types have. */
export function structuralSchema(source: object): Schema {
  const known = built.get(source)
  if (known) return known
  const schema = build(source as Source)
  built.set(source, schema)
  return schema
}

const built = new WeakMap<object, Schema>()

function build(source: Source): Schema {
  const properties = objectOf(source['properties'])
  const additional = source['additionalProperties']
  const itemSource = objectOf(source['items']) ?? objectOf(additional)
  const required = Array.isArray(source['required']) ? (source['required'] as string[]) : nothingRequired
  const listType = source['x-kubernetes-list-type'] as Schema['listType']
  let fields: Map<string, Field> | undefined
  const mapType = source['x-kubernetes-map-type'] as Schema['mapType']
  return {
    type: typeOf(source, properties),
    format: source['format'] as string | undefined,
    goType: 'interface {}',
    structural: true,
    source,
    required,
    get fields() {
      if (!properties) return noFields
      fields ??= new Map(
        Object.entries(properties).map(([name, child]) => [name, fieldOf(name, child as Source, required)]),
      )
      return fields
    },
    ...(itemSource && {items: structuralSchema(itemSource)}),
    ...(Array.isArray(source['enum']) && {enum: source['enum']}),
    ...(source['nullable'] === true && {nullable: true}),
    ...(listType && {listType}),
    ...(Array.isArray(source['x-kubernetes-list-map-keys']) && {
      listMapKeys: source['x-kubernetes-list-map-keys'] as string[],
    }),
    ...(mapType && {mapType, atomic: mapType === 'atomic'}),
    ...((source['x-kubernetes-preserve-unknown-fields'] === true || additional === true) && {
      preserveUnknownFields: true,
    }),
    ...(source['x-kubernetes-embedded-resource'] === true && {embeddedResource: true}),
  }
}

const objectOf = (value: unknown): Source | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Source) : undefined

function typeOf(source: Source, properties: Source | undefined): SchemaType {
  switch (source['type']) {
    case 'object':
      return !properties && source['additionalProperties'] ? 'map' : 'object'
    case 'array':
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return source['type']
    default:
      if (source['x-kubernetes-int-or-string'] === true) return 'int-or-string'
      return properties ? 'object' : 'raw'
  }
}

const fieldOf = (name: string, source: Source, required: readonly string[]): Field => ({
  name,
  schema: structuralSchema(source),
  required: required.includes(name),
  ...('default' in source && {default: source['default']}),
  pointer: true,
  omit: 'empty',
})
