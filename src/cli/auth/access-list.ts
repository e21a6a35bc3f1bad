import type {KubeObject} from '../../api/object.ts'
import type {PolicyRule} from '../generators/policy-rules.ts'
import {alignLines} from '../printers/tab-writer.ts'
import type {CanIInvocation} from './can-i.ts'
import {compactRules} from './compact-rules.ts'

interface RulesStatus {
  resourceRules?: PolicyRule[]
  nonResourceRules?: PolicyRule[]
  incomplete?: boolean
  evaluationError?: string
}

/** Prints every rule that holds for the user in the namespace. */
export async function accessList(invocation: CanIInvocation): Promise<void> {
  const {client, namespace} = await invocation.connect()
  const path = {group: 'authorization.k8s.io', version: 'v1', resource: 'selfsubjectrulesreviews'}
  const object = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    metadata: {},
    spec: {namespace},
  }
  const answer = await client.create<KubeObject>(path, object)
  const status = (answer['status'] ?? {}) as RulesStatus
  if (status.incomplete) invocation.warn(`the list may be incomplete: ${status.evaluationError ?? ''}`)
  const rules = compactRules([...(status.resourceRules ?? []), ...(status.nonResourceRules ?? [])])
  const header = invocation.flags['no-headers'] ? [] : [['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']]
  invocation.out(alignLines([...header, ...rules.map(row)]))
}

const list = (values: readonly string[] = []): string => `[${values.join(' ')}]`

const row = ({resources, apiGroups, nonResourceURLs, resourceNames, verbs}: PolicyRule): string[] => [
  resourceName(resources?.[0], apiGroups?.[0]),
  list(nonResourceURLs),
  list(resourceNames),
  list(verbs),
]

/** `deployments.apps/scale` */
function resourceName(resource: string | undefined, group: string | undefined): string {
  if (resource === undefined) return ''
  const [name, ...sub] = resource.split('/')
  return `${name}${group ? `.${group}` : ''}${sub.length > 0 ? `/${sub.join('/')}` : ''}`
}
