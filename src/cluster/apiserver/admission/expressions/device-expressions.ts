import {compileSelector, isTooExpensive} from '../../../../api/cel/devices/compile-selector.ts'
import {type FieldError, forbiddenField, invalidValue} from '../../../../api/field-error.ts'

/** Puts in the place of each expression about devices what is wrong with it, if anything is. */
export const withDeviceExpressions = (errors: readonly FieldError[]): FieldError[] =>
  errors.flatMap(error => {
    if (error.pending !== 'device') return [error]
    const compiled = compileSelector(error.value as string)
    if ('problem' in compiled) return [invalidValue(error.field, error.value, compiled.problem)]
    return isTooExpensive(compiled.program) ? [forbiddenField(error.field, 'too complex, exceeds cost limit')] : []
  })
