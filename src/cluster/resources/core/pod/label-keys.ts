import type {LabelSelector, Pod} from '../../../../api/kinds.ts'

interface Term {
  labelSelector?: LabelSelector
  matchLabelKeys?: string[]
  mismatchLabelKeys?: string[]
}

/** Puts the pod's own labels into the selectors that ask for them (matchLabelKeys, mismatchLabelKeys). */
export function mergeLabelKeys({metadata, spec}: Pod): void {
  const labels = metadata.labels ?? {}
  const {podAffinity, podAntiAffinity} = spec?.affinity ?? {}
  for (const affinity of [podAffinity, podAntiAffinity]) {
    const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    for (const {podAffinityTerm} of preferred) mergeTerm(podAffinityTerm, labels)
    for (const term of affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) mergeTerm(term, labels)
  }
  for (const constraint of spec?.topologySpreadConstraints ?? []) mergeTerm(constraint, labels)
}

function mergeTerm(term: Term, labels: Record<string, string>): void {
  if (!term.labelSelector) return
  const added = (keys: string[] | undefined, operator: string) =>
    (keys ?? []).filter(key => labels[key] !== undefined).map(key => ({key, operator, values: [labels[key] as string]}))
  const expressions = [...added(term.matchLabelKeys, 'In'), ...added(term.mismatchLabelKeys, 'NotIn')]
  if (expressions.length === 0) return
  term.labelSelector.matchExpressions = [...(term.labelSelector.matchExpressions ?? []), ...expressions]
}
