import {duplicate, required} from '../../../api/field-error.ts'
import {type Errors, each} from '../validation/errors.ts'

/** Conditions in the status of flow schemas and priority levels have a type, and each another one. */
export function* validateConditions(conditions: {type?: string}[] = []): Errors {
  const types = conditions.map(({type = ''}) => type)
  yield* each('status.conditions', types, function* (type, path) {
    const index = Number(/\d+/.exec(path)?.[0])
    if (types.indexOf(type) < index) yield duplicate(`${path}.type`, type)
    if (!type) yield required(`${path}.type`)
  })
}
