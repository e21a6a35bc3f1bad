import {type FieldError, invalidValue, required} from '../../../api/field-error.ts'
import {isObject} from '../../../api/json/index.ts'
import {isDns1035Label} from '../../../api/names.ts'
import type {ObjectMeta} from '../../../api/object.ts'
import {type Schema, visit} from '../../../api/schema/index.ts'
import {validateObjectMeta} from '../metadata/index.ts'
import {pathSegmentName} from '../metadata/names.ts'
import type {Errors} from '../validation/errors.ts'

/** What is wrong with the types and metadata of whole objects within custom ones (x-kubernetes-embedded-resource). */
export function validateEmbeddedResources(schema: Schema, value: unknown): FieldError[] {
  const errors: FieldError[] = []
  visit(schema, value, (item, node, path) => {
    if (node?.embeddedResource && isObject(item)) errors.push(...resourceErrors(item, path ? `${path}.` : ''))
    return undefined
  })
  return errors
}

function* resourceErrors(resource: Record<string, unknown>, path: string): Errors {
  for (const name of ['apiVersion', 'kind']) if (resource[name] === undefined) yield required(`${path}${name}`)
  const {apiVersion, kind, metadata} = resource
  yield* textErrors(`${path}apiVersion`, apiVersion, text =>
    text.split('/').length > 2 ? `unexpected GroupVersion string: ${text}` : undefined,
  )
  yield* textErrors(`${path}kind`, kind, text => {
    const messages = isDns1035Label(text.toLowerCase())
    return messages.length > 0 ? `may have mixed case, but should otherwise match: ${messages.join(',')}` : undefined
  })
  if (isObject(metadata)) yield* metadataErrors(metadata as ObjectMeta, `${path}metadata`)
}

function* textErrors(path: string, value: unknown, problemOf: (text: string) => string | undefined): Errors {
  if (value === undefined) return
  const problem = typeof value !== 'string' ? 'must be a string' : value === '' ? 'must not be empty' : problemOf(value)
  if (problem) yield invalidValue(path, value, problem)
}

/** They need no name. */
function metadataErrors(metadata: ObjectMeta, path: string): FieldError[] {
  const rules = {namespaced: Boolean(metadata.namespace), validateName: pathSegmentName}
  return validateObjectMeta({...metadata, name: metadata.name || 'fakename'}, rules, path)
}
