import type {Namespace, Pod} from '../../../../api/kinds.ts'
import type {Informer} from '../../../runtime/informer.ts'
import {matchesSelector} from '../../../runtime/label-selector.ts'

type PodAffinity = NonNullable<NonNullable<NonNullable<Pod['spec']>['affinity']>['podAffinity']>
export type AffinityTerm = NonNullable<PodAffinity['requiredDuringSchedulingIgnoredDuringExecution']>[number]
export type WeightedTerm = NonNullable<PodAffinity['preferredDuringSchedulingIgnoredDuringExecution']>[number]

const none: never[] = []

export const requiredAffinity = (pod: Pod): AffinityTerm[] =>
  pod.spec?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? none
export const requiredAntiAffinity = (pod: Pod): AffinityTerm[] =>
  pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? none
export const preferredAffinity = (pod: Pod): WeightedTerm[] =>
  pod.spec?.affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? none
export const preferredAntiAffinity = (pod: Pod): WeightedTerm[] =>
  pod.spec?.affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? none

/** Whether a term of `owner` means `other`: by its labels, in the namespaces that the term names, selects, or lies in. */
export function termMeans(term: AffinityTerm, owner: Pod, other: Pod, namespaces: Informer<Namespace>): boolean {
  return (
    inNamespaces(term, owner, other.metadata.namespace!, namespaces) &&
    matchesSelector(term.labelSelector, other.metadata.labels)
  )
}

function inNamespaces(
  {namespaces: named, namespaceSelector}: AffinityTerm,
  owner: Pod,
  namespace: string,
  all: Informer<Namespace>,
): boolean {
  if (!named?.length && !namespaceSelector) return namespace === owner.metadata.namespace
  if (named?.includes(namespace)) return true
  return namespaceSelector !== undefined && matchesSelector(namespaceSelector, all.get(namespace)?.metadata.labels)
}
