import {invalidValue, required} from '../../../../../api/field-error.ts'
import type {Taint, Toleration} from '../../../../../api/kinds.ts'
import {isLabelValue} from '../../../../../api/names.ts'
import {type Errors, each, supportedWord} from '../../../validation/errors.ts'
import {validateLabelName} from '../../../validation/labels.ts'

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export const validateTolerations = (path: string, tolerations: readonly Toleration[] | undefined): Errors =>
  each(path, tolerations, function* ({key, operator, value = '', effect, tolerationSeconds}, at) {
    if (key) yield* validateLabelName(`${at}.key`, key)
    if (!key && operator !== 'Exists')
      yield invalidValue(
        `${at}.operator`,
        operator ?? '',
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      )
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      yield invalidValue(`${at}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set")
    yield* validateOperator(`${at}.operator`, operator, value)
    if (effect) yield* supportedWord(`${at}.effect`, effect, effects)
  })

function* validateOperator(path: string, operator: string | undefined, value: string): Errors {
  if (!operator || operator === 'Equal') {
    const messages = isLabelValue(value)
    if (messages.length > 0) yield invalidValue(path, value, messages.join(';'))
  } else if (operator === 'Exists') {
    if (value) yield invalidValue(path, value, "value must be empty when `operator` is 'Exists'")
  } else {
    yield* supportedWord(path, operator, ['Equal', 'Exists'])
  }
}

/** What a node's taints do to pods: always something, and one value for each key and effect. */
export function* validateTaints(path: string, taints: readonly Taint[] | undefined): Errors {
  const seen = new Set<string>()
  for (const [index, taint] of (taints ?? []).entries()) {
    const at = `${path}[${index}]`
    const {key, value = '', effect} = taint
    yield* validateLabelName(`${at}.key`, key)
    const messages = isLabelValue(value)
    if (messages.length > 0) yield invalidValue(`${at}.value`, value, messages.join(';'))
    if (!effect) yield required(`${at}.effect`)
    else yield* supportedWord(`${at}.effect`, effect, effects)
    const identity = `${key}:${effect}`
    if (seen.has(identity))
      yield {
        field: at,
        type: 'FieldValueDuplicate',
        value: {Key: key, Value: value, Effect: effect, TimeAdded: taint.timeAdded ?? null},
        detail: 'taints must be unique by key and effect pair',
      }
    seen.add(identity)
  }
}
