import {invalidValue, required} from '../../../api/field-error.ts'
import type {LabelSelector} from '../../../api/kinds.ts'
import type {Errors} from '../validation/errors.ts'
import {isEmptySelector, validateLabelSelector} from '../validation/labels.ts'

/** A controller's selector: there, valid, and not of everything. */
export function* validateOwnSelector(path: string, selector: LabelSelector | undefined, kind: string): Errors {
  if (!selector) {
    yield required(path)
    return
  }
  yield* validateLabelSelector(path, selector)
  if (isEmptySelector(selector)) yield invalidValue(path, selector, `empty selector is invalid for ${kind}`)
}
