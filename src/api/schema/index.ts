/** What every kind's fields are: types, merging, defaults; the same for built-in kinds and for those of a CustomResourceDefinition. */
export {decode, type FieldValidation, strictDecodingError} from './decode.ts'
export {DecodeError} from './decode-error.ts'
export type {Decoded} from './decoder.ts'
export {applySchemaDefaults} from './defaults.ts'
export {duplicateFields} from './duplicate-fields.ts'
export {
  asGiven,
  fieldsGivenEmpty,
  forgetEmpties,
  hasEmpties,
  isGiven,
  isGivenEmpty,
  sameEmpties,
  unmarkEmpty,
} from './given-empties.ts'
export {findSchema, schemaNames, schemaOf, schemaOfKind} from './inflate.ts'
export {openApiOf} from './open-api.ts'
export {prune} from './prune.ts'
export {childSchema, type Field, type PatchStrategy, type Schema, type SchemaType} from './schema.ts'
export {toStoredForm} from './stored-form.ts'
export {structuralSchema} from './structural.ts'
export {isOfCombination, openApiTypeOf, validateAgainstSchema} from './validate.ts'
export {validateLists} from './validate-lists.ts'
export {type Visit, visit} from './visit.ts'
export {inWrittenOrder} from './written-order.ts'
export {zeroOf} from './zero.ts'
