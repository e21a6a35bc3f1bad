import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import {celTypes, compile} from '../../../../api/cel/index.ts'

/** Puts in the place of each expression about devices what is wrong with it, if anything is. */
export const withDeviceExpressions = (errors: readonly FieldError[]): FieldError[] =>
  errors.flatMap(error => {
    if (error.pending !== 'device') return [error]
    const problem = problemOf(error.value as string)
    return problem ? [invalidValue(error.field, error.value, problem)] : []
  })

const {boolType, dynType, isDyn, mapType, sameType, stringType, structType, typeText} = celTypes

const device = structType(
  'DRADevice',
  new Map([
    ['driver', stringType],
    ['attributes', mapType(stringType, mapType(stringType, dynType))],
    ['capacity', mapType(stringType, mapType(stringType, dynType))],
  ]),
)

function problemOf(expression: string): string | undefined {
  const compiled = compile(expression, {variables: {device}, structs: new Map([[device.name, device]])})
  if ('problem' in compiled) return `compilation failed: ${compiled.problem}`
  const {type} = compiled.program
  if (sameType(type, boolType) || isDyn(type)) return undefined
  return `must evaluate to bool or the unknown type, not ${typeText(type)}`
}
