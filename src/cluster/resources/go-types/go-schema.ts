import {isGivenEmpty} from '../../../api/schema/index.ts'

type Node = Record<string, unknown>
type Kind =
  | 'text'
  | 'flag'
  | 'value'
  | 'list'
  | 'schema'
  | 'schemas'
  | 'map'
  | 'or-bool'
  | 'or-array'
  | 'or-strings'
  | 'docs'
  | 'rules'

/** A definition's schema as the server's own type prints it: every field, absent ones too, by its Go name. */
export const goSchema = (node: Node): Node =>
  Object.fromEntries(
    fields.map(([name, field, kind]) => [
      name,
      shown(kind, node[field] ?? (isGivenEmpty(node, field) ? emptyOf(kind) : node[field])),
    ]),
  )

const fields: readonly (readonly [name: string, field: string, kind: Kind])[] = [
  ['ID', 'id', 'text'],
  ['Schema', '$schema', 'text'],
  ['Ref', '$ref', 'value'],
  ['Description', 'description', 'text'],
  ['Type', 'type', 'text'],
  ['Nullable', 'nullable', 'flag'],
  ['Format', 'format', 'text'],
  ['Title', 'title', 'text'],
  ['Default', 'default', 'value'],
  ['Maximum', 'maximum', 'value'],
  ['ExclusiveMaximum', 'exclusiveMaximum', 'flag'],
  ['Minimum', 'minimum', 'value'],
  ['ExclusiveMinimum', 'exclusiveMinimum', 'flag'],
  ['MaxLength', 'maxLength', 'value'],
  ['MinLength', 'minLength', 'value'],
  ['Pattern', 'pattern', 'text'],
  ['MaxItems', 'maxItems', 'value'],
  ['MinItems', 'minItems', 'value'],
  ['UniqueItems', 'uniqueItems', 'flag'],
  ['MultipleOf', 'multipleOf', 'value'],
  ['Enum', 'enum', 'list'],
  ['MaxProperties', 'maxProperties', 'value'],
  ['MinProperties', 'minProperties', 'value'],
  ['Required', 'required', 'list'],
  ['Items', 'items', 'or-array'],
  ['AllOf', 'allOf', 'schemas'],
  ['OneOf', 'oneOf', 'schemas'],
  ['AnyOf', 'anyOf', 'schemas'],
  ['Not', 'not', 'schema'],
  ['Properties', 'properties', 'map'],
  ['AdditionalProperties', 'additionalProperties', 'or-bool'],
  ['PatternProperties', 'patternProperties', 'map'],
  ['Dependencies', 'dependencies', 'or-strings'],
  ['AdditionalItems', 'additionalItems', 'or-bool'],
  ['Definitions', 'definitions', 'map'],
  ['ExternalDocs', 'externalDocs', 'docs'],
  ['Example', 'example', 'value'],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields', 'value'],
  ['XEmbeddedResource', 'x-kubernetes-embedded-resource', 'flag'],
  ['XIntOrString', 'x-kubernetes-int-or-string', 'flag'],
  ['XListMapKeys', 'x-kubernetes-list-map-keys', 'list'],
  ['XListType', 'x-kubernetes-list-type', 'value'],
  ['XMapType', 'x-kubernetes-map-type', 'value'],
  ['XValidations', 'x-kubernetes-validations', 'rules'],
]

/** A list of schemas where there may be one. */
export const goItems = (schemas: readonly Node[]): Node => ({Schema: null, JSONSchemas: schemas.map(goSchema)})

const emptyOf = (kind: Kind): unknown => (kind === 'map' || kind === 'or-strings' ? {} : [])

function shown(kind: Kind, value: unknown): unknown {
  if (kind === 'text') return value ?? ''
  if (kind === 'flag') return value ?? false
  if (value === undefined || value === null) return null
  switch (kind) {
    case 'schema':
      return goSchema(value as Node)
    case 'schemas':
      return (value as Node[]).map(goSchema)
    case 'map':
      return ofMap(value as Record<string, Node>, goSchema)
    case 'docs':
      return {Description: (value as Node)['description'] ?? '', URL: (value as Node)['url'] ?? ''}
    case 'rules':
      return (value as Node[]).map(rule => ({
        Rule: rule['rule'] ?? '',
        Message: rule['message'] ?? '',
        MessageExpression: rule['messageExpression'] ?? '',
        Reason: rule['reason'] ?? null,
        FieldPath: rule['fieldPath'] ?? '',
        OptionalOldSelf: rule['optionalOldSelf'] ?? null,
      }))
    case 'or-bool':
      return typeof value === 'boolean'
        ? {Allows: value, Schema: null}
        : {Allows: true, Schema: goSchema(value as Node)}
    case 'or-array':
      return Array.isArray(value) ? goItems(value as Node[]) : {Schema: goSchema(value as Node), JSONSchemas: null}
    case 'or-strings':
      return ofMap(value as Record<string, unknown>, each =>
        Array.isArray(each) ? {Schema: null, Property: each} : {Schema: goSchema(each as Node), Property: null},
      )
    default:
      return value
  }
}

const ofMap = <T>(map: Record<string, T>, show: (value: T) => Node): Node =>
  Object.fromEntries(
    Object.keys(map)
      .sort()
      .map(key => [key, show(map[key]!)]),
  )
