import {type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import {parseJsonPath} from '../../../../api/jsonpath/index.ts'
import type {ValidatingAdmissionPolicy} from '../../../../api/kinds.ts'
import {conditionErrors} from '../../validation/conditions.ts'
import {type Errors, each} from '../../validation/errors.ts'

export const validatePolicyStatus = ({status}: ValidatingAdmissionPolicy): FieldError[] => [
  ...each('status.typeChecking.expressionWarnings', status?.typeChecking?.expressionWarnings, warningErrors),
  ...conditionErrors('status.conditions', status?.conditions),
]

function* warningErrors({fieldRef, warning}: {fieldRef?: string; warning?: string}, path: string): Errors {
  if (!warning) yield required(`${path}.warning`)
  const reference = fieldRef?.trim()
  if (!reference) {
    yield required(`${path}.fieldRef`)
    return
  }
  try {
    parseJsonPath(`{${reference}}`)
  } catch (error) {
    yield invalidValue(`${path}.fieldRef`, reference, `invalid JSONPath: ${(error as Error).message}`)
  }
}
