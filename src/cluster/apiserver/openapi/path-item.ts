import {isDeepStrictEqual} from 'node:util'
import type {JsonObject} from '../../../api/object.ts'
import type {Operation} from './operation.ts'
import {sorted} from './parameters.ts'

/** What operation ids are made of besides their verb. */
export interface PathTarget {
  prefix: string
  tag: string
  /** `NamespacedPod`, `NamespacedPodStatus`. */
  subject: string
}

/** Puts together what a path offers; parameters that all its operations have are the path's. */
export function pathItem(operations: readonly Operation[], target: PathTarget): JsonObject {
  const [first] = operations
  const common = (first?.parameters ?? []).filter(parameter =>
    operations.every(({parameters}) => parameters.some(other => isDeepStrictEqual(other, parameter))),
  )
  const entries = operations.map(operation => {
    const own = sorted(operation.parameters.filter(parameter => !common.includes(parameter)))
    return [
      operation.method,
      {
        tags: [target.tag],
        operationId: operationId(operation, target),
        ...(own.length > 0 && {parameters: own}),
        ...(operation.requestBody && {requestBody: operation.requestBody}),
        responses: operation.responses,
        'x-kubernetes-action': operation.action,
        'x-kubernetes-group-version-kind': operation.kind,
      },
    ]
  })
  return {...Object.fromEntries(entries), ...(common.length > 0 && {parameters: sorted(common)})}
}

function operationId({id}: Operation, {prefix, subject}: PathTarget): string {
  if (id === 'deleteCollection') return `delete${prefix}Collection${subject}`
  const method = /^connect(.+)$/.exec(id)?.[1]
  return method ? `connect${prefix}${method}${subject}` : `${id}${prefix}${subject}`
}
