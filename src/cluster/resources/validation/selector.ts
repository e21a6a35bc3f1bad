import {invalidValue} from '../../../api/field-error.ts'
import type {LabelSelector, PodTemplateSpec} from '../../../api/kinds.ts'
import {asGiven} from '../../../api/schema/index.ts'
import type {Errors} from './errors.ts'
import {selectorMatches, validateLabelSelector} from './labels.ts'

/** Whether a selector can be used at all; one that is not there selects nothing. */
export const isUsableSelector = (selector: LabelSelector | undefined): boolean =>
  [...validateLabelSelector('', selector)].length === 0

/** The pods that a controller makes are pods that it finds again. */
export function* selectorMatchesTemplate(
  path: string,
  selector: LabelSelector | undefined,
  template: PodTemplateSpec | undefined,
): Errors {
  const labels = template?.metadata?.labels
  if (!selector || !selectorMatches(selector, labels))
    yield invalidValue(
      `${path}.metadata.labels`,
      asGiven(template?.metadata, 'labels', {}),
      '`selector` does not match template `labels`',
    )
}
