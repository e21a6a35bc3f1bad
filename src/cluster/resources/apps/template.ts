import {forbiddenField, invalidValue, notSupported} from '../../../api/field-error.ts'
import type {LabelSelector, PodTemplateSpec} from '../../../api/kinds.ts'
import {validatePodTemplate} from '../core/pod/validate/index.ts'
import type {Errors} from '../validation/errors.ts'
import {isUsableSelector, selectorMatchesTemplate} from '../validation/selector.ts'
import {validateOwnSelector} from './selector.ts'

interface SelectingSpec {
  selector?: LabelSelector
  template?: PodTemplateSpec
}

/** A spec's selector, and the template of pods that run for ever: selected by their owner, always restarted, without a deadline. */
export function* validateSelectedTemplate(
  path: string,
  {selector, template}: SelectingSpec,
  old?: SelectingSpec,
): Errors {
  yield* validateOwnSelector(`${path}.selector`, selector, 'deployment')
  if (!isUsableSelector(selector)) {
    yield invalidValue(`${path}.selector`, selector, 'invalid label selector')
    return
  }
  yield* selectorMatchesTemplate(`${path}.template`, selector, template)
  yield* validatePodTemplate(`${path}.template`, template, old?.template)
  // A Deployment's are told of as its ReplicaSet's.
  yield* lastingErrors(`${path}.template`, template, 'ReplicaSet')
}

/** `kind` is whose pods run for ever. */
export function* lastingErrors(path: string, template: PodTemplateSpec | undefined, kind: string): Errors {
  const spec = template?.spec
  if (spec?.restartPolicy !== 'Always')
    yield notSupported(`${path}.spec.restartPolicy`, spec?.restartPolicy ?? '', ['Always'])
  if (spec?.activeDeadlineSeconds !== undefined)
    yield forbiddenField(`${path}.spec.activeDeadlineSeconds`, `activeDeadlineSeconds in ${kind} is not Supported`)
}
