import {type FieldError, forbiddenField, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {FlowSchema} from '../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import {goJson} from '../../go-types/go-json.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {type Errors, each, invalidBecause, requiredString} from '../../validation/errors.ts'
import {validateConditions} from '../conditions.ts'
import {mandatoryFlowSchemaSpecs} from '../mandatory.ts'

type Rule = NonNullable<NonNullable<FlowSchema['spec']>['rules']>[number]
type Subject = Rule['subjects'][number]
type ResourceRule = NonNullable<Rule['resourceRules']>[number]

const highest = 10_000

export const validateFlowSchema = (schema: FlowSchema): FieldError[] => [
  ...errorsOf(schema),
  ...validateFlowSchemaStatus(schema),
]

export const validateFlowSchemaStatus = ({status}: FlowSchema): FieldError[] => [
  ...validateConditions(status?.conditions),
]

function* errorsOf({metadata, spec}: FlowSchema): Errors {
  const {matchingPrecedence: precedence = 0, distinguisherMethod, priorityLevelConfiguration, rules} = spec ?? {}
  const path = 'spec.matchingPrecedence'
  if (precedence <= 0) yield invalidValue(path, precedence, 'must be a positive value')
  if (precedence > highest) yield invalidValue(path, precedence, `must not be greater than ${highest}`)
  if (precedence === 1 && metadata.name !== 'exempt')
    yield invalidValue(path, precedence, "only the schema named 'exempt' may have matchingPrecedence 1")
  const method = distinguisherMethod?.type
  if (distinguisherMethod && method !== 'ByNamespace' && method !== 'ByUser')
    yield notSupported('spec.distinguisherMethod.type', {Type: method ?? ''}, ['ByNamespace', 'ByUser'])
  yield* requiredString(
    'spec.priorityLevelConfiguration.name',
    priorityLevelConfiguration?.name,
    isDns1123Subdomain,
    'must reference a priority level',
  )
  yield* each('spec.rules', rules, ruleErrors)
  const fixed = mandatoryFlowSchemaSpecs[metadata.name ?? '']
  if (fixed && !sameMeaning(spec, fixed))
    yield invalidValue(
      'spec',
      goJson('FlowSchemaSpec', spec ?? {}),
      `spec of '${metadata.name}' must equal the fixed value`,
    )
}

function* ruleErrors({subjects, resourceRules = [], nonResourceRules = []}: Rule, path: string): Errors {
  if (!subjects?.length) yield required(`${path}.subjects`, 'subjects must contain at least one value')
  yield* each(`${path}.subjects`, subjects, subjectErrors)
  if (resourceRules.length + nonResourceRules.length === 0)
    yield required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty')
  yield* each(`${path}.resourceRules`, resourceRules, resourceErrors)
  yield* each(`${path}.nonResourceRules`, nonResourceRules, function* ({verbs, nonResourceURLs}, at) {
    yield* verbErrors(`${at}.verbs`, verbs ?? [])
    yield* urlErrors(`${at}.nonResourceURLs`, nonResourceURLs ?? [])
  })
}

const fields = {ServiceAccount: 'serviceAccount', User: 'user', Group: 'group'} as const

function* subjectErrors(subject: Subject, path: string): Errors {
  const own = fields[subject.kind as keyof typeof fields]
  if (!own) {
    yield notSupported(`${path}.kind`, subject.kind ?? '', ['Group', 'ServiceAccount', 'User'])
    return
  }
  const value = subject[own]
  if (!value) yield required(`${path}.${own}`, `${own} is required when subject kind is '${subject.kind}'`)
  else if (own === 'serviceAccount') yield* accountErrors(`${path}.${own}`, subject.serviceAccount)
  else if (!value.name) yield required(`${path}.${own}.name`)
  for (const [kind, field] of Object.entries(fields))
    if (field !== own && subject[field])
      yield forbiddenField(`${path}.${field}`, `${field} is forbidden when subject kind is not '${kind}'`)
}

function* accountErrors(path: string, account: Subject['serviceAccount']): Errors {
  const {name, namespace} = account ?? {name: '', namespace: ''}
  if (name !== '*') yield* requiredString(`${path}.name`, name, isDns1123Subdomain)
  yield* requiredString(`${path}.namespace`, namespace, isDns1123Label, 'must specify namespace for service account')
}

const known = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch']

function* verbErrors(path: string, given: string[] | null): Errors {
  const verbs = given ?? []
  if (verbs.length === 0) yield required(path, 'verbs must contain at least one value')
  else if (verbs.includes('*')) yield* onlyWildcard(path, verbs, 'verbs')
  else if (!verbs.every(verb => known.includes(verb))) yield notSupported(path, verbs, known)
}

function* onlyWildcard(path: string, values: string[], what: string): Errors {
  if (values.length > 1 && values.includes('*'))
    yield invalidValue(path, values, `if '*' is present, must not specify other ${what}`)
}

function* resourceErrors(rule: ResourceRule, path: string): Errors {
  const {clusterScope} = rule
  const [apiGroups, resources, namespaces] = [rule.apiGroups ?? [], rule.resources ?? [], rule.namespaces ?? []]
  yield* verbErrors(`${path}.verbs`, rule.verbs)
  if (apiGroups.length === 0) yield required(`${path}.apiGroups`, 'resource rules must supply at least one api group')
  yield* onlyWildcard(`${path}.apiGroups`, apiGroups, 'api groups')
  if (resources.length === 0) yield required(`${path}.resources`, 'resource rules must supply at least one resource')
  yield* onlyWildcard(`${path}.resources`, resources, 'resources')
  const at = `${path}.namespaces`
  if (namespaces.length === 0 && !clusterScope)
    yield required(at, 'resource rules that are not cluster scoped must supply at least one namespace')
  else if (namespaces.includes('*')) yield* onlyWildcard(at, namespaces, 'namespaces')
  else
    yield* each(at, namespaces, (namespace, here) =>
      invalidBecause(
        here,
        namespace,
        isDns1123Label(namespace).map(
          message => `each member of this list must be '*' or a DNS-1123 label; ${message}`,
        ),
      ),
    )
}

function* urlErrors(path: string, given: string[] | null): Errors {
  const urls = given ?? []
  if (urls.length === 0) yield required(path, 'nonResourceURLs must contain at least one value')
  else if (urls.includes('*')) yield* onlyWildcard(path, urls, 'non-resource URLs')
  else
    for (const [index, url] of urls.entries()) {
      const problem = urlProblem(url)
      if (problem) yield invalidValue(`${path}[${index}]`, url, problem)
    }
}

function urlProblem(url: string): string | undefined {
  if (url === '') return 'must not be empty'
  if (url === '/') return undefined
  if (!url.startsWith('/')) return 'must start with slash'
  if (url.includes(' ')) return 'must not contain white-space'
  if (url.includes('//')) return 'must not contain double slash'
  const wildcards = url.split('*').length - 1
  if (wildcards > 1 || (wildcards === 1 && !url.endsWith('/*'))) return 'wildcard can only do suffix matching'
  return undefined
}
