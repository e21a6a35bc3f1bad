import {invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import {type Errors, each, supportedWord} from '../../validation/errors.ts'

export interface Rule {
  operations?: string[]
  apiGroups?: string[]
  apiVersions?: string[]
  resources?: string[]
  scope?: string
}

const operations = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']

/** Which requests something looks at. */
export function* validateRule(rule: Rule, path: string): Errors {
  yield* list(`${path}.operations`, rule.operations, 'operations')
  yield* each(`${path}.operations`, rule.operations, function* (operation, at) {
    if (!operations.includes(operation)) yield notSupported(at, operation, operations)
  })
  yield* list(`${path}.apiGroups`, rule.apiGroups, 'API groups')
  yield* list(`${path}.apiVersions`, rule.apiVersions, 'API versions')
  yield* each(`${path}.apiVersions`, rule.apiVersions, function* (version, at) {
    if (!version) yield required(at)
  })
  yield* resourceErrors(`${path}.resources`, rule.resources ?? [])
  yield* supportedWord(`${path}.scope`, rule.scope, ['*', 'Cluster', 'Namespaced'])
}

function* list(path: string, values: string[] | undefined, what: string): Errors {
  if (!values?.length) yield required(path)
  else if (values.length > 1 && values.includes('*'))
    yield invalidValue(path, values, `if '*' is present, must not specify other ${what}`)
}

function* resourceErrors(path: string, resources: string[]): Errors {
  if (resources.length === 0) yield required(path)
  const wholes = new Set<string>()
  const everywhere = new Set<string>()
  let lastIsPlain = false
  for (const [index, text] of resources.entries()) {
    const at = `${path}[${index}]`
    if (!text) {
      yield required(at)
      continue
    }
    const [resource = '', ...rest] = text.split('/')
    if (rest.length === 0) {
      lastIsPlain = text !== '*'
      continue
    }
    const subresource = rest.join('/')
    if (wholes.has(resource)) yield invalidValue(at, text, `if '${resource}/*' is present, must not specify ${text}`)
    if (everywhere.has(subresource))
      yield invalidValue(at, text, `if '*/${subresource}' is present, must not specify ${text}`)
    if (subresource === '*') wholes.add(resource)
    if (resource === '*') everywhere.add(subresource)
  }
  if (resources.length > 1 && resources.includes('*/*'))
    yield invalidValue(path, resources, "if '*/*' is present, must not specify other resources")
  if (resources.includes('*') && lastIsPlain)
    yield invalidValue(path, resources, "if '*' is present, must not specify other resources without subresources")
}
