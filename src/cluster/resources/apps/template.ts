import {forbiddenField, notSupported} from '../../../api/field-error.ts'
import type {LabelSelector, PodTemplateSpec} from '../../../api/kinds.ts'
import {validatePodTemplate} from '../core/pod/validate/index.ts'
import type {Errors} from '../validation/errors.ts'
import {selectorMatchesTemplate} from '../validation/selector.ts'

interface TemplateOptions {
  path: string
  selector: LabelSelector | undefined
  template: PodTemplateSpec | undefined
  old?: PodTemplateSpec
  /** The kind whose pods run for ever. */
  kind: string
}

/** The template of pods that run for ever: selected by their owner, always restarted, without a deadline. */
export function* validateLastingTemplate({path, selector, template, old, kind}: TemplateOptions): Errors {
  yield* selectorMatchesTemplate(path, selector, template)
  yield* validatePodTemplate(path, template, old)
  yield* lastingErrors(path, template, kind)
}

export function* lastingErrors(path: string, template: PodTemplateSpec | undefined, kind: string): Errors {
  const spec = template?.spec
  if (spec?.restartPolicy !== 'Always')
    yield notSupported(`${path}.spec.restartPolicy`, spec?.restartPolicy ?? '', ['Always'])
  if (spec?.activeDeadlineSeconds !== undefined)
    yield forbiddenField(`${path}.spec.activeDeadlineSeconds`, `activeDeadlineSeconds in ${kind} is not Supported`)
}
