import {type FieldError, fieldErrorText, invalidValue} from '../../../api/field-error.ts'
import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {isOfCombination, type Schema, validateAgainstSchema, validateLists} from '../../../api/schema/index.ts'
import {hasRules} from '../../resources/apiextensions/crd/validate/schema-node.ts'
import {validateEmbeddedResources} from '../../resources/apiextensions/embedded-resources.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {stopwatch} from '../../runtime/metrics/stopwatch.ts'
import {inTurns} from '../cost-turns.ts'
import type {ExpressionTimes} from '../metrics/expression-times.ts'
import type {SchemaNode} from './correlation.ts'
import {finalizerWarnings} from './finalizer-warnings.ts'
import {newErrors} from './ratchet.ts'
import {scaleSpecErrors, scaleStatusErrors} from './scale-errors.ts'

type Version = CustomResourceDefinition['spec']['versions'][number]

export interface InstanceKind {
  group: string
  version: Version
  kind: string
  schema: Schema
  times?: ExpressionTimes | undefined
}

/** How a version's instances are validated: by its schema, its scale paths and its rules, whose compiler is loaded only where there are any. */
export async function instanceValidation({
  version,
  schema,
  times,
}: InstanceKind): Promise<
  Pick<ResourceDefinition, 'validate' | 'validateUpdate' | 'validateStatusUpdate' | 'validateInTurns' | 'warnings'>
> {
  const scale = version.subresources?.scale
  const node = (schema.source ?? {}) as SchemaNode
  const checkRules = hasRules(node) ? (await import('./rules.ts')).compileRules(node, true, times) : undefined
  const told = (errors: FieldError[]): FieldError[] => {
    const own = errors.map(error => (isOfCombination(error) ? {...error, field: '<nil>'} : error))
    const isMalformed = checkRules && errors.some(({type}) => blocking.has(type))
    return isMalformed ? [...own, invalidValue('<nil>', null, unchecked)] : own
  }
  const statusSchema = schema.fields.get('status')?.schema
  return {
    validate(object) {
      const errors = [
        ...validateAgainstSchema(schema, object),
        ...scaleSpecErrors(object, scale),
        ...scaleStatusErrors(object, scale),
        ...validateEmbeddedResources(schema, object),
        ...validateLists(schema, object),
      ]
      return told(errors)
    },
    validateUpdate(object, old) {
      const errors = [
        ...newErrors(validateAgainstSchema(schema, object), node, object, old),
        ...scaleSpecErrors(object, scale),
        ...scaleStatusErrors(object, scale),
        ...validateEmbeddedResources(schema, object),
        ...listErrors(schema, object, old),
      ]
      return told(errors)
    },
    validateStatusUpdate(object, old) {
      const status = object['status']
      const own = statusSchema && status !== undefined ? statusErrors(statusSchema, status) : []
      const errors = [
        ...newErrors(own, node, object, old),
        ...scaleStatusErrors(object, scale),
        ...listErrors(schema, object, old),
      ]
      return told(errors)
    },
    ...(checkRules && {
      async validateInTurns(errors, object, old, warn) {
        if (errors.some(({type}) => blocking.has(type))) return []
        const elapsed = stopwatch()
        const found = await inTurns(checkRules(object, old))
        times?.evaluating.record({}, elapsed())
        for (const warning of found.warnings) warn(fieldErrorText(warning))
        return found.errors
      },
    }),
    warnings: finalizerWarnings,
  }
}

/** A status is looked at by itself: what is wrong is said as if it were the whole object. */
const statusErrors = (schema: Schema, status: unknown): FieldError[] =>
  validateAgainstSchema(schema, status).map(error =>
    error.field ? {...error, field: `status.${error.field}`} : {...error, field: 'status'},
  )

/** Lists that were wrong already may stay so. */
const listErrors = (schema: Schema, object: KubeObject, old: KubeObject): FieldError[] =>
  validateLists(schema, old).length > 0 ? [] : validateLists(schema, object)

const blocking = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
])

/** Rules see only what is well-formed. */
const unchecked =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation'
