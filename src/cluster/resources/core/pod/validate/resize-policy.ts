import {duplicate, invalidValue} from '../../../../../api/field-error.ts'
import type {Container} from '../../../../../api/kinds.ts'
import {type Errors, requiredWord} from '../../../validation/errors.ts'

/** What a change of resources means to a running container: once for each resource. */
export function* validateResizePolicy(
  path: string,
  {resizePolicy = []}: Container,
  podRestartPolicy: string | undefined,
): Errors {
  const seen = new Set<string>()
  for (const [index, {resourceName, restartPolicy}] of resizePolicy.entries()) {
    if (seen.has(resourceName)) yield duplicate(`${path}[${index}]`, resourceName)
    seen.add(resourceName)
    yield* requiredWord(path, resourceName, ['cpu', 'memory'])
    yield* requiredWord(path, restartPolicy, ['NotRequired', 'RestartContainer'])
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired')
      yield invalidValue(path, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'")
  }
}
