import {forbiddenField, invalidValue} from '../../../../../api/field-error.ts'
import type {LabelSelector} from '../../../../../api/kinds.ts'
import {type Errors, each} from '../../../validation/errors.ts'
import {validateLabelName} from '../../../validation/labels.ts'

interface LabelKeys {
  matchLabelKeys?: string[]
  mismatchLabelKeys?: string[]
  labelSelector?: LabelSelector
}

/** Keys whose values the pod's own labels add to a selector: they need one, and neither repeat nor contradict it. */
export function* validateLabelKeys(path: string, keys: LabelKeys): Errors {
  const {matchLabelKeys = [], mismatchLabelKeys = [], labelSelector} = keys
  yield* keysOf(`${path}.matchLabelKeys`, matchLabelKeys, labelSelector)
  yield* keysOf(`${path}.mismatchLabelKeys`, mismatchLabelKeys, labelSelector)
  if (labelSelector) {
    const used = new Set(Object.keys(labelSelector.matchLabels ?? {}))
    for (const {key} of labelSelector.matchExpressions ?? []) {
      const index = matchLabelKeys.lastIndexOf(key)
      if (index >= 0 && used.has(key))
        yield invalidValue(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector')
      used.add(key)
    }
  }
  for (const [index, key] of matchLabelKeys.entries())
    if (mismatchLabelKeys.includes(key))
      yield invalidValue(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys')
}

function* keysOf(path: string, keys: string[], selector: LabelSelector | undefined): Errors {
  if (keys.length === 0) return
  if (!selector) yield forbiddenField(path, 'must not be specified when labelSelector is not set')
  else yield* each(path, keys, (key, at) => validateLabelName(at, key))
}
