import {
  duplicate,
  forbiddenField,
  invalidValue,
  pendingRules,
  required,
  tooMany,
} from '../../../../../api/field-error.ts'
import type {CustomResourceDefinition} from '../../../../../api/kinds.ts'
import {fieldsGivenEmpty} from '../../../../../api/schema/index.ts'
import {goSchema} from '../../../go-types/go-schema.ts'
import type {Errors} from '../../../validation/errors.ts'
import {defaultErrors} from './default-values.ts'
import {followFieldPath} from './field-path.ts'
import {openApiErrors} from './open-api-schema.ts'
import {hasRules, type SchemaNode} from './schema-node.ts'
import {structuralErrors} from './structural.ts'
import {conversionProblem} from './structural-form.ts'

type Version = CustomResourceDefinition['spec']['versions'][number]

/** One version: its schema, subresources, columns and selectable fields. `at` is where the real server sees them. */
export function* versionErrors(version: Version, paths: VersionPaths): Errors {
  yield* deprecationErrors(version, `${paths.version}.deprecationWarning`)
  const schema = version.schema?.openAPIV3Schema as SchemaNode | undefined
  if (schema) yield* schemaErrors(schema, `${paths.schema}.openAPIV3Schema`, version.subresources?.status !== undefined)
  yield* scaleErrors(version.subresources?.scale, `${paths.subresources}.scale`)
  for (const [index, column] of (version.additionalPrinterColumns ?? []).entries())
    yield* columnErrors(column, `${paths.columns}[${index}]`)
  yield* selectableErrors(version.selectableFields ?? [], schema, paths.selectableFields)
}

export interface VersionPaths {
  version: string
  schema: string
  subresources: string
  columns: string
  selectableFields: string
}

function* deprecationErrors({deprecated, deprecationWarning: text}: Version, path: string): Errors {
  if (text === undefined) return
  if (!deprecated) {
    yield invalidValue(path, text, 'can only be set for deprecated versions')
    return
  }
  if (Buffer.byteLength(text) > 256) yield invalidValue(path, text, 'must be <= 256 characters long')
  if (text === '') yield invalidValue(path, text, 'must not be an empty string')
  const index = [...text].findIndex(letter => /[^\P{C}]|[\p{Zl}\p{Zp}]/u.test(letter))
  if (index >= 0)
    yield invalidValue(
      path,
      text,
      `must only contain printable UTF-8 characters; non-printable character found at index ${index}`,
    )
}

const allowedAtRoot =
  'Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations'.split(
    ' ',
  )

function* schemaErrors(schema: SchemaNode, path: string, status: boolean): Errors {
  if (status) yield* rootErrors(schema, path)
  if (schema['nullable'] === true) yield forbiddenField(`${path}.nullable`, 'nullable cannot be true at the root')
  const unconvertible = conversionProblem(schema)
  const structural = unconvertible ? [] : structuralErrors(path, schema)
  const defaults = unconvertible || structural.length > 0 ? [] : [...defaultErrors(schema, path)]
  const unsupported = [...openApiErrors(schema, path)]
  yield* structural
  yield* defaults
  yield* unsupported
  if (unconvertible) {
    if (unsupported.length === 0) yield invalidValue(path, '', `OpenAPIV3Schema ${unconvertible}`)
  } else if (structural.length === 0 && defaults.every(({pending}) => pending) && hasRules(schema))
    yield pendingRules(path, schema, 'rules')
}

/** With a status of its own, the root can say little about the whole object. */
function* rootErrors(schema: SchemaNode, path: string): Errors {
  const type = schema['type']
  if (type !== undefined && type !== 'object')
    yield invalidValue(
      `${path}.type`,
      type,
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled',
    )
  const odd = [...Object.keys(schema), ...fieldsGivenEmpty(schema)].find(name => !allowedAtRoot.includes(goName(name)))
  if (odd)
    yield invalidValue(
      path,
      goSchema(schema as Record<string, unknown>),
      `only [${allowedAtRoot.join(' ')}] fields are allowed at the root of the schema if the status subresource is enabled`,
    )
}

const goName = (name: string): string =>
  name
    .replace(/^x-kubernetes-/, 'x-')
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

type Scale = NonNullable<NonNullable<Version['subresources']>['scale']>

function* scaleErrors(scale: Scale | undefined, path: string): Errors {
  if (!scale) return
  yield* replicasErrors(`${path}.specReplicasPath`, scale.specReplicasPath, 'spec')
  yield* replicasErrors(`${path}.statusReplicasPath`, scale.statusReplicasPath, 'status')
  const selector = scale.labelSelectorPath
  if (!selector) return
  const at = `${path}.labelSelectorPath`
  if (!selector.startsWith('.')) yield invalidValue(at, selector, 'must be a simple json path starting with .')
  else if (!/^\.(spec|status)\./.test(selector))
    yield invalidValue(at, selector, 'should be a json path under either .spec or .status')
}

function* replicasErrors(path: string, value: string | undefined, part: 'spec' | 'status'): Errors {
  if (!value) yield required(path)
  else if (!value.startsWith('.')) yield invalidValue(path, value, 'must be a simple json path starting with .')
  else if (!value.startsWith(`.${part}.`)) yield invalidValue(path, value, `should be a json path under .${part}`)
}

type PrinterColumn = NonNullable<Version['additionalPrinterColumns']>[number]

const columnTypes = 'boolean,date,integer,number,string'
const columnFormats = 'byte,date,date-time,double,float,int32,int64,password'

function* columnErrors({name, type, format, jsonPath}: PrinterColumn, path: string): Errors {
  if (!name) yield required(`${path}.name`)
  if (!type) yield required(`${path}.type`, `must be one of ${columnTypes}`)
  else if (!columnTypes.split(',').includes(type))
    yield invalidValue(`${path}.type`, type, `must be one of ${columnTypes}`)
  if (format && !columnFormats.split(',').includes(format))
    yield invalidValue(`${path}.format`, format, `must be one of ${columnFormats}`)
  if (!jsonPath) yield required(`${path}.JSONPath`)
  else if (!jsonPath.startsWith('.'))
    yield invalidValue(`${path}.JSONPath`, jsonPath, 'must be a simple json path starting with .')
}

const mostSelectableFields = 8

const noSchema = '`version.schema.openAPIV3Schema` is not included'
const noValidation = 'validations.schema is included'

function* selectableErrors(fields: {jsonPath: string}[], schema: SchemaNode | undefined, path: string): Errors {
  if (fields.length === 0) return
  if (!schema) {
    yield invalidValue(path, '', `may only be set when ${path.startsWith('spec.versions') ? noSchema : noValidation}`)
    return
  }
  const seen = new Set<string>()
  for (const [index, {jsonPath}] of fields.entries()) {
    const at = `${path}[${index}].jsonPath`
    if (!jsonPath) {
      yield required(at)
      continue
    }
    const found = followFieldPath(schema, jsonPath, {brackets: false})
    if ('problem' in found) {
      yield invalidValue(at, jsonPath, `is an invalid path: ${found.problem}`)
      continue
    }
    if (found.names[0] === 'metadata') yield invalidValue(at, jsonPath, 'must not point to fields in metadata')
    if (!['string', 'boolean', 'integer'].includes(String(found.node['type'])))
      yield invalidValue(
        at,
        jsonPath,
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
      )
    const name = found.names.join('.')
    if (seen.has(name)) yield duplicate(at, jsonPath)
    seen.add(name)
  }
  if (seen.size > mostSelectableFields) yield tooMany(path, seen.size, mostSelectableFields)
}
