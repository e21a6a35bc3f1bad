import type {FieldError} from '../../../api/field-error.ts'
import {isObject} from '../../../api/json/index.ts'
import type {KubeObject} from '../../../api/object.ts'
import {type Correlated, correlatedItem, correlatedKey, isUnchanged, type SchemaNode} from './correlation.ts'

/** The errors that an update brings: those of values that were there before, or within such that were, are let be (KEP-4008). */
export const newErrors = (
  errors: readonly FieldError[],
  node: SchemaNode,
  object: KubeObject,
  old: KubeObject,
): FieldError[] =>
  errors.filter(({field, type}) => {
    // What is missing is so in what is around it.
    const path = type === 'FieldValueRequired' ? field.replace(/(^|\.)[^.[\]]+$/, '') : field
    return !isWithinUnchanged(path, {node, now: object, before: old})
  })

/** The whole object is never as it was: no schema says all of its metadata. */
function isWithinUnchanged(path: string, around: Correlated): boolean {
  const step = nextStep(path, around)
  return step?.pair !== undefined && (isUnchanged(step.pair) || isWithinUnchanged(step.path, step.pair))
}

/** The first step of a path, and what is left of it. */
function nextStep(path: string, around: Correlated): {path: string; pair: Correlated | undefined} | undefined {
  const index = /^\[(\d+)\]\.?/.exec(path)
  if (index) return {path: path.slice(index[0].length), pair: correlatedItem(around, Number(index[1]))}
  if (!isObject(around.now)) return undefined
  const key = Object.keys(around.now)
    .filter(name => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`))
    .sort((a, b) => b.length - a.length)[0]
  if (key === undefined) return undefined
  return {path: path.slice(key.length).replace(/^\./, ''), pair: correlatedKey(around, key)}
}
