import {duplicate, invalidValue, notSupported, required, tooLong} from '../../../api/field-error.ts'
import {regexError} from '../../../api/names.ts'
import {type Errors, invalidBecause} from './errors.ts'
import {validateLabelName} from './labels.ts'

interface Condition {
  type?: string
  status?: string
  observedGeneration?: number
  lastTransitionTime?: unknown
  reason?: string
  message?: string
}

const longestReason = 1024
const longestMessage = 32 * 1024
const reasonFormat = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?'
const reasonPattern = new RegExp(`^${reasonFormat}$`)

/** Conditions of the common shape (metav1.Condition), one for each type. */
export function* conditionErrors(path: string, conditions: readonly Condition[] = []): Errors {
  const seen = new Set<string>()
  for (const [index, condition] of conditions.entries()) {
    const {type = ''} = condition
    if (seen.has(type)) yield duplicate(`${path}[${index}].type`, type)
    seen.add(type)
    yield* oneCondition(`${path}[${index}]`, condition)
  }
}

function* oneCondition(path: string, condition: Condition): Errors {
  const {type = '', status = '', observedGeneration = 0, lastTransitionTime, reason = '', message = ''} = condition
  yield* validateLabelName(`${path}.type`, type)
  const statuses = ['False', 'True', 'Unknown']
  if (!statuses.includes(status)) yield notSupported(`${path}.status`, status, statuses)
  if (observedGeneration < 0)
    yield invalidValue(`${path}.observedGeneration`, observedGeneration, 'must be greater than or equal to zero')
  if (!lastTransitionTime) yield required(`${path}.lastTransitionTime`)
  if (!reason) yield required(`${path}.reason`)
  else {
    yield* invalidBecause(`${path}.reason`, reason, reasonErrors(reason))
    if (reason.length > longestReason) yield tooLong(`${path}.reason`, longestReason)
  }
  if (message.length > longestMessage) yield tooLong(`${path}.message`, longestMessage)
}

const reasonErrors = (reason: string): string[] =>
  reasonPattern.test(reason)
    ? []
    : [
        regexError(
          "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
          reasonFormat,
          'my_name',
          'MY_NAME',
          'MyName',
          'ReasonA,ReasonB',
          'ReasonA:ReasonB',
        ),
      ]
