import {isObject, parseJson} from '../../../../api/json/index.ts'
import type {PolicyRule} from '../../../../api/kinds.ts'
import type {UserInfo} from '../../server-request.ts'
import type {NamedAuthorizer} from '../authorizers.ts'
import type {Attributes, Decision} from '../interfaces.ts'
import {textOf} from './text-of.ts'

/** What a policy of abac.authorization.kubernetes.io says; `*` is anything. */
interface PolicySpec {
  user?: string
  group?: string
  readonly?: boolean
  apiGroup?: string
  resource?: string
  namespace?: string
  nonResourcePath?: string
}

/** Attribute-based access control: a file of policies, one JSON object a line. Throws an Error that says which line is wrong. */
export function attributePolicies(file: string): NamedAuthorizer {
  const policies = readPolicies(file)
  return {
    type: 'ABAC',
    name: 'abac',
    async authorize(attributes: Attributes): Promise<Decision> {
      return policies.some(policy => allows(policy, attributes))
        ? {allowed: true}
        : {allowed: false, reason: 'No policy matched.'}
    },
    async rulesFor(user, namespace) {
      const own = policies.filter(policy => isSubject(policy, user) && fits(policy.namespace, namespace))
      return {rules: own.flatMap(rulesOf)}
    },
  }
}

function readPolicies(file: string): PolicySpec[] {
  return textOf(file)
    .split('\n')
    .flatMap((line, index) => {
      const text = line.trim()
      return text === '' || text.startsWith('#') ? [] : [specOf(text, `${file}, line ${index + 1}`)]
    })
}

function specOf(text: string, where: string): PolicySpec {
  const refuse = (why: string) => new Error(`error reading policy file ${where}: ${text}: ${why}`)
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    throw refuse((error as Error).message)
  }
  if (
    !isObject(value) ||
    value['kind'] !== 'Policy' ||
    value['apiVersion'] !== 'abac.authorization.kubernetes.io/v1beta1'
  )
    throw refuse('no Policy of abac.authorization.kubernetes.io/v1beta1')
  return (value['spec'] ?? {}) as PolicySpec
}

function allows(
  policy: PolicySpec,
  {user, verb, resourceRequest, group, resource, namespace, path}: Attributes,
): boolean {
  if (!isSubject(policy, user)) return false
  if (policy.readonly && !['get', 'list', 'watch'].includes(verb)) return false
  if (resourceRequest)
    return fits(policy.namespace, namespace) && fits(policy.resource, resource) && fits(policy.apiGroup, group)
  const {nonResourcePath = ''} = policy
  return nonResourcePath.endsWith('*') ? path.startsWith(nonResourcePath.replace(/\*+$/, '')) : nonResourcePath === path
}

function isSubject({user = '', group = ''}: PolicySpec, {name, groups}: UserInfo): boolean {
  if (user && user !== '*' && user !== name) return false
  if (group && group !== '*' && !groups.includes(group)) return false
  return user !== '' || group !== ''
}

const fits = (wanted = '', value: string): boolean => wanted === '*' || wanted === value

function rulesOf({readonly, apiGroup = '', resource, nonResourcePath}: PolicySpec): PolicyRule[] {
  const verbs = readonly ? ['get', 'list', 'watch'] : ['*']
  return [
    ...(resource ? [{verbs, apiGroups: [apiGroup], resources: [resource]}] : []),
    ...(nonResourcePath ? [{verbs, nonResourceURLs: [nonResourcePath]}] : []),
  ]
}
