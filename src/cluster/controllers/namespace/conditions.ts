import type {Namespace} from '../../../api/kinds.ts'
import {findCondition, newCondition, withCondition} from '../condition.ts'
import type {Remaining} from './delete-content.ts'

type NamespaceCondition = NonNullable<NonNullable<Namespace['status']>['conditions']>[number]

/** Conditions that say what holds a namespace back; undefined when they say so already. */
export function namespaceConditions(
  old: readonly NamespaceCondition[] = [],
  remaining: readonly Remaining[],
  now: number,
): NamespaceCondition[] | undefined {
  const wanted = [
    newCondition(
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'ResourcesDiscovered',
      'All resources successfully discovered',
      now,
    ),
    newCondition(
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
      now,
    ),
    newCondition(
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
      now,
    ),
    newCondition('NamespaceContentRemaining', 'True', 'SomeResourcesRemain', contentText(remaining), now),
    finalizersCondition(remaining, now),
  ]
  const changed = wanted.some(condition => {
    const known = findCondition(old, condition.type)
    return known?.status !== condition.status || known.message !== condition.message
  })
  if (!changed) return undefined
  return wanted.reduce((conditions, condition) => withCondition(conditions, condition), [...old])
}

function contentText(remaining: readonly Remaining[]): string {
  // Kubernetes prints group resources as `resource.group`, the core group's with nothing after the dot.
  const nameOf = (resource: string): string => (resource.includes('.') ? resource : `${resource}.`)
  const parts = remaining.map(({resource, count}) => `${nameOf(resource)} has ${count} resource instances`).sort()
  return `Some resources are remaining: ${parts.join(', ')}`
}

function finalizersCondition(remaining: readonly Remaining[], now: number) {
  const totals = new Map<string, number>()
  for (const {finalizers} of remaining)
    for (const [name, count] of finalizers) totals.set(name, (totals.get(name) ?? 0) + count)
  if (totals.size === 0)
    return newCondition(
      'NamespaceFinalizersRemaining',
      'False',
      'ContentHasNoFinalizers',
      'All content-preserving finalizers finished',
      now,
    )
  const parts = [...totals].map(([name, count]) => `${name} in ${count} resource instances`).sort()
  const message = `Some content in the namespace has finalizers remaining: ${parts.join(', ')}`
  return newCondition('NamespaceFinalizersRemaining', 'True', 'SomeFinalizersRemain', message, now)
}
