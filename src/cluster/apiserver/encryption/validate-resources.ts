import {type FieldError, invalidValue} from '../../../api/field-error.ts'
import type {GroupResource} from '../../../api/object.ts'

/** What is wrong with the kinds that one element of the configuration names. */
export function resourceListErrors(names: readonly string[], path: string): FieldError[] {
  const refuse = (why: string): FieldError => invalidValue(path, `[${names.join(' ')}]`, why)
  return [
    ...(new Set(names).size < names.length ? [refuse('the same resource cannot be specified multiple times')] : []),
    ...(overlap(names.map(parseGroupResource))
      ? [
          refuse(
            "using overlapping resources such as 'secrets' and '*.' in the same resource list is not allowed as they will be masked",
          ),
        ]
      : []),
    ...names.flatMap((name, index) => {
      const why = nameError(name)
      return why ? [invalidValue(`${path}[${index}]`, name, why)] : []
    }),
  ]
}

/** `deployments.apps`: the resource up to the first dot, the group after it. */
export function parseGroupResource(text: string): GroupResource {
  const dot = text.indexOf('.')
  return dot < 0 ? {group: '', resource: text} : {group: text.slice(dot + 1), resource: text.slice(0, dot)}
}

const same = (a: GroupResource, b: GroupResource): boolean => a.group === b.group && a.resource === b.resource
const isEverything = ({group, resource}: GroupResource): boolean => group === '*' && resource === '*'

const overlap = (all: readonly GroupResource[]): boolean =>
  all.some((one, index) =>
    all.some((other, place) => {
      if (index === place || same(one, other)) return false
      if (isEverything(one)) return true
      return one.group === other.group && (one.resource === '*' || other.resource === '*')
    }),
  )

function nameError(name: string): string | undefined {
  const {group, resource} = parseGroupResource(name)
  if (/\p{Lu}/u.test(name)) return 'resource name should not contain capital letters'
  if (name === '*') return "use '*.' to encrypt all the resources from core API group or *.* to encrypt all resources"
  if (['apiserveripinfo', 'serviceipallocations', 'servicenodeportallocations'].includes(name))
    return 'resources which do not have REST API/s cannot be encrypted'
  if (group === 'events.k8s.io')
    return "'*.events.k8s.io' objects are stored using the 'events' API group in etcd. Use 'events' instead in the config file"
  if (group === 'extensions') return "'extensions' group has been removed and cannot be used for encryption"
  if (group === '*' && resource !== '*') return 'encrypting the same resource across groups is not supported'
  return undefined
}
