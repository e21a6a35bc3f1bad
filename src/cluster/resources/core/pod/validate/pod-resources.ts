import {forbiddenField, invalidValue} from '../../../../../api/field-error.ts'
import type {PodSpec} from '../../../../../api/kinds.ts'
import {compareQuantities} from '../../../../../api/quantity.ts'
import {isGiven} from '../../../../../api/schema/index.ts'
import {type Errors, eachEntry} from '../../../validation/errors.ts'
import {isHugePage, validatePodResourceName} from '../../../validation/quantities.ts'
import {aggregateResources} from '../resources.ts'
import type {PodRules} from './options.ts'
import {validateResources} from './resources.ts'

/** Resources of the pod as a whole have room for what its containers ask for. */
export function* validatePodResources(
  path: string,
  spec: PodSpec,
  claimNames: ReadonlySet<string>,
  rules: PodRules,
): Errors {
  const {resources, os} = spec
  if (!resources) return
  if (os?.name === 'windows') {
    yield forbiddenField(path, 'may not be set for a windows pod')
    return
  }
  if (isGiven(resources, 'claims'))
    yield forbiddenField(`${path}.claims`, 'claims may not be set for Resources at pod-level')
  yield* validateResources(path, resources, {claimNames, rules, validateName: validatePodResourceName})
  const rule = 'must be greater than or equal to aggregate container'
  yield* eachEntry(`${path}.requests`, aggregateResources(spec, 'requests'), function* (name, total, at) {
    const own = resources.requests?.[name]
    if (own !== undefined && compareQuantities(total, own) > 0)
      yield invalidValue(at, own, `${rule} requests of ${total}`)
  })
  yield* eachEntry(`${path}.limits`, aggregateResources(spec, 'limits'), function* (name, total, at) {
    const own = resources.limits?.[name]
    if (isHugePage(name) && own !== undefined && compareQuantities(total, own) > 0)
      yield invalidValue(at, own, `${rule} limits of ${total}`)
  })
  for (const [index, container] of (spec.containers ?? []).entries())
    for (const [name, limit] of Object.entries(container.resources?.limits ?? {})) {
      const own = resources.limits?.[name]
      if (own !== undefined && compareQuantities(limit, own) > 0)
        yield invalidValue(
          `${path}.containers[${index}][${name}].limits`,
          limit,
          `must be less than or equal to pod limits of ${own}`,
        )
    }
}
