import {isDeepStrictEqual} from 'node:util'
import type {KubeObject} from '../../api/object.ts'
import type {PolicyRule} from '../generators/policy-rules.ts'
import type {Subject} from '../generators/subjects.ts'
import {uncoveredRules} from './uncovered-rules.ts'

/** What has to be done so that an object allows what a file asks for. */
export interface ReconciliationPlan {
  operation: 'none' | 'create' | 'update' | 'recreate'
  object: KubeObject
  missingRules: readonly PolicyRule[]
  /** Only where they are to be taken away. */
  extraRules: readonly PolicyRule[]
  missingSubjects: readonly Subject[]
  extraSubjects: readonly Subject[]
  /** The object has opted out. */
  protected: boolean
}

interface Removal {
  'remove-extra-permissions': boolean
  'remove-extra-subjects': boolean
}

const nothing = {missingRules: [], extraRules: [], missingSubjects: [], extraSubjects: [], protected: false}

/** Compares an object with the one that is wanted. */
export function planOf(live: KubeObject | undefined, wanted: KubeObject, removal: Removal): ReconciliationPlan {
  if (!live)
    return {
      ...nothing,
      operation: 'create',
      object: wanted,
      missingRules: rulesOf(wanted),
      missingSubjects: subjectsOf(wanted),
    }
  const optedOut = live.metadata.annotations?.['rbac.authorization.kubernetes.io/autoupdate'] === 'false'
  if (wanted.kind.endsWith('Binding') && !isDeepStrictEqual({...roleRef(live)}, {...roleRef(wanted)}))
    return {...nothing, operation: 'recreate', object: wanted, protected: optedOut}
  const metadata = mergedMetadata(live, wanted)
  const plan = wanted.kind.endsWith('Binding')
    ? planBinding(live, wanted, removal['remove-extra-subjects'])
    : planRole(live, wanted, removal['remove-extra-permissions'])
  const object = {...plan.object, metadata}
  return {
    ...nothing,
    ...plan,
    object,
    operation: isDeepStrictEqual(object, live) ? 'none' : 'update',
    protected: optedOut,
  }
}

function planRole(live: KubeObject, wanted: KubeObject, remove: boolean) {
  const missingRules = uncoveredRules(rulesOf(live), rulesOf(wanted))
  const extraRules = remove ? uncoveredRules(rulesOf(wanted), rulesOf(live)) : []
  const exact = remove && missingRules.length + extraRules.length > 0
  const rules = exact ? rulesOf(wanted) : [...rulesOf(live), ...missingRules]
  const object = exact || missingRules.length > 0 ? {...live, rules} : live
  return {object, missingRules, extraRules}
}

function planBinding(live: KubeObject, wanted: KubeObject, remove: boolean) {
  const [there, asked] = [subjectsOf(live), subjectsOf(wanted)]
  const missingSubjects = asked.filter(subject => !there.some(other => isSame(other, subject)))
  const extraSubjects = remove ? there.filter(subject => !asked.some(other => isSame(other, subject))) : []
  const exact = remove && missingSubjects.length + extraSubjects.length > 0
  const subjects = exact ? asked : [...there, ...missingSubjects]
  const object = exact || missingSubjects.length > 0 ? {...live, subjects} : live
  return {object, missingSubjects, extraSubjects}
}

function mergedMetadata(live: KubeObject, wanted: KubeObject): KubeObject['metadata'] {
  const {labels, annotations} = wanted.metadata
  return {
    ...live.metadata,
    ...(labels && {labels: {...labels, ...live.metadata.labels}}),
    ...(annotations && {annotations: {...annotations, ...live.metadata.annotations}}),
  }
}

/** What a plan says on stderr; rules and subjects as Go prints structs. */
export function reconciliationText(plan: ReconciliationPlan): string {
  if (plan.operation === 'none') return ''
  const caveat = plan.protected ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)' : ''
  return [
    `\treconciliation required ${plan.operation}${caveat}\n`,
    section('missing subjects added', plan.missingSubjects.map(subjectText)),
    section('extra subjects removed', plan.extraSubjects.map(subjectText)),
    section('missing rules added', plan.missingRules.map(ruleText)),
    section('extra rules removed', plan.extraRules.map(ruleText)),
  ].join('')
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length > 0 ? `\t${title}:\n${lines.map(line => `\t\t${line}\n`).join('')}` : ''

const subjectText = ({kind, apiGroup = '', name, namespace = ''}: Subject): string =>
  `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`

function ruleText({verbs, apiGroups, resources, resourceNames, nonResourceURLs}: PolicyRule): string {
  const list = (values: readonly string[] = []) => `[${values.join(' ')}]`
  return `{Verbs:${list(verbs)} APIGroups:${list(apiGroups)} Resources:${list(resources)} ResourceNames:${list(resourceNames)} NonResourceURLs:${list(nonResourceURLs)}}`
}

const rulesOf = (object: KubeObject): PolicyRule[] => (object['rules'] ?? []) as PolicyRule[]
const subjectsOf = (object: KubeObject): Subject[] => (object['subjects'] ?? []) as Subject[]
const roleRef = (object: KubeObject): object => (object['roleRef'] ?? {}) as object

const isSame = (a: Subject, b: Subject): boolean => subjectText(a) === subjectText(b)
