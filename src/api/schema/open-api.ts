import type {Field, Schema} from './schema.ts'

type OpenApi = Record<string, unknown>

const scalarForms: Record<string, OpenApi> = {
  quantity: {oneOf: [{type: 'string'}, {type: 'number'}]},
  'int-or-string': {format: 'int-or-string', oneOf: [{type: 'integer'}, {type: 'string'}]},
  time: {format: 'date-time', type: 'string'},
  microtime: {format: 'date-time', type: 'string'},
}

/** A named built-in type as an API server publishes it in OpenAPI v3, without prose; `describe` may add descriptions. */
export function openApiOf(schema: Schema, describe?: (field?: string) => string | undefined): OpenApi {
  const description = describe?.()
  const prose = description ? {description} : {}
  const known = scalarForms[schema.type]
  if (known) return {...prose, ...known}
  if (schema.type === 'raw') return {...prose, ...(schema.format === 'object' && {type: 'object'})}
  const properties: OpenApi = {}
  for (const name of [...schema.fields.keys()].sort()) {
    const text = describe?.(name)
    properties[name] = {
      ...(text && {description: text}),
      ...property(schema.fields.get(name)!, bareOwners.has(schema.goType)),
    }
  }
  return {
    ...prose,
    ...(schema.fields.size > 0 && {properties}),
    ...(schema.required.length > 0 && {required: schema.required}),
    type: 'object',
    ...(schema.groupVersionKinds && {'x-kubernetes-group-version-kind': schema.groupVersionKinds}),
    ...(schema.mapType && {'x-kubernetes-map-type': schema.mapType}),
    ...(schema.unions && {'x-kubernetes-unions': schema.unions}),
  }
}

function property(field: Field, bare: boolean): OpenApi {
  const {schema} = field
  const hasDefault = 'default' in field
  const out = schema.name ? reference(schema.name, hasDefault || !bare || field.name === 'default') : anonymous(schema)
  return {...out, ...(hasDefault && {default: field.default}), ...extensions(schema)}
}

/** Siblings of a $ref are ignored, so a reference that has any is wrapped. */
const reference = (name: string, wrapped: boolean): OpenApi => {
  const $ref = `#/components/schemas/${name}`
  return wrapped ? {allOf: [{$ref}]} : {$ref}
}

/** Types whose fields have no prose, and so bare references. */
const bareOwners = new Set(['v1.JSONSchemaProps', 'v1.IngressRule'])

function anonymous(schema: Schema): OpenApi {
  const {type, format, items, itemsDefault} = schema
  const inner = items && (items.name ? reference(items.name, itemsDefault !== undefined) : anonymous(items))
  const withDefault = inner && {...inner, ...(itemsDefault !== undefined && {default: itemsDefault})}
  if (type === 'array') return {items: withDefault, type: 'array', ...(schema.enum && {enum: schema.enum})}
  if (type === 'map') return {additionalProperties: withDefault, type: 'object'}
  const name = type === 'bytes' ? 'string' : type === 'raw' ? 'object' : type
  return {
    ...(schema.enum && {enum: schema.enum}),
    ...(format && format !== 'object' && {format}),
    type: name,
  }
}

const extensions = (schema: Schema): OpenApi => ({
  ...(Object.hasOwn(schema, 'listType') && {'x-kubernetes-list-type': schema.listType}),
  ...(schema.listMapKeys && {'x-kubernetes-list-map-keys': schema.listMapKeys}),
  ...(schema.mergeKey && {'x-kubernetes-patch-merge-key': schema.mergeKey}),
  ...(schema.patchStrategy && {
    'x-kubernetes-patch-strategy': Object.entries(schema.patchStrategy)
      .filter(([, on]) => on)
      .map(([word]) => word)
      .join(','),
  }),
  ...(schema.mapType &&
    (!schema.name || Object.hasOwn(schema, 'mapType')) &&
    !isOwnType(schema) && {'x-kubernetes-map-type': schema.mapType}),
})

/** The type itself, not a reference that says more. */
const isOwnType = (schema: Schema): boolean => schema.name !== undefined && Object.hasOwn(schema, 'name')
