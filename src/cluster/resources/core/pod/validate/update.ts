import {forbiddenField, invalidValue, required} from '../../../../../api/field-error.ts'
import type {Affinity, Container, NodeSelectorTerm, PodSpec, Toleration} from '../../../../../api/kinds.ts'
import {sameMeaning} from '../../../validation/equality.ts'
import type {Errors} from '../../../validation/errors.ts'
import {inclusiveRange, maxInt32} from '../../../validation/numbers.ts'
import {specDifference} from './difference.ts'
import {validateTolerations} from './tolerations.ts'

/** What may change in a pod's spec: images, a shorter deadline, more tolerations, fewer gates; of a gated pod, where it may go. */
export function* validateSpecUpdate(path: string, spec: PodSpec, old: PodSpec): Errors {
  for (const list of ['containers', 'initContainers'] as const) {
    const now = spec[list] ?? []
    if (now.length !== (old[list] ?? []).length) {
      yield forbiddenField(`${path}.${list}`, 'pod updates may not add or remove containers')
      return
    }
    yield* imageErrors(`${path}.${list}`, now)
  }
  const {activeDeadlineSeconds: deadline} = spec
  const wrong = [...deadlineErrors(`${path}.activeDeadlineSeconds`, deadline, old.activeDeadlineSeconds)]
  yield* wrong
  if (wrong.length > 0 && deadline !== undefined) return
  yield* tolerationErrors(`${path}.tolerations`, spec.tolerations ?? [], old.tolerations ?? [])
  const gates = (old.schedulingGates ?? []).map(({name}) => name)
  for (const [index, {name}] of (spec.schedulingGates ?? []).entries())
    if (!gates.includes(name))
      yield forbiddenField(
        `${path}.schedulingGates[${index}].name`,
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      )
  if (sameMeaning(spec, old)) return
  const munged = withoutMutable(spec, old)
  if (gates.length > 0) {
    yield* gatedErrors(path, spec, old)
    munged.nodeSelector = old.nodeSelector
    munged.affinity = withNodeAffinity(spec.affinity, old.affinity)
  }
  if (!sameMeaning(munged, old))
    yield forbiddenField(
      path,
      `pod updates may not change fields other than ${mutable.join(',')}\n${specDifference(old, munged)}`,
    )
}

const mutable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
]

function* imageErrors(path: string, containers: readonly Container[]): Errors {
  for (const [index, {image = ''}] of containers.entries()) {
    if (!image) yield required(`${path}[${index}].image`)
    if (image.trim() !== image)
      yield invalidValue(`${path}[${index}].image`, image, 'must not have leading or trailing whitespace')
  }
}

function* deadlineErrors(path: string, deadline: number | undefined, old: number | undefined): Errors {
  if (deadline === undefined) {
    if (old !== undefined) yield invalidValue(path, null, 'must not update from a positive integer to nil value')
    return
  }
  if (deadline < 0 || deadline > maxInt32) yield invalidValue(path, deadline, inclusiveRange(0, maxInt32))
  else if (old !== undefined && old < deadline)
    yield invalidValue(path, deadline, 'must be less than or equal to previous value')
}

function* tolerationErrors(path: string, tolerations: Toleration[], old: Toleration[]): Errors {
  const identity = ({tolerationSeconds, ...rest}: Toleration) => rest
  for (const existing of old)
    if (!tolerations.some(toleration => sameMeaning(identity(toleration), identity(existing)))) {
      yield forbiddenField(path, 'existing toleration can not be modified except its tolerationSeconds')
      return
    }
  yield* validateTolerations(path, tolerations)
}

function withoutMutable(spec: PodSpec, old: PodSpec): PodSpec {
  const withImages = (containers: Container[] | undefined, before: Container[] | undefined) =>
    containers?.map((container, index) => ({...container, image: before?.[index]?.image}))
  const period = old.terminationGracePeriodSeconds ?? 0
  const shortened = period < 0 && spec.terminationGracePeriodSeconds === 1
  return {
    ...spec,
    containers: withImages(spec.containers, old.containers) ?? [],
    initContainers: withImages(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    schedulingGates: old.schedulingGates,
    tolerations: old.tolerations,
    ...(shortened && {terminationGracePeriodSeconds: period}),
  }
}

function* gatedErrors(path: string, spec: PodSpec, old: PodSpec): Errors {
  const changed = Object.entries(old.nodeSelector ?? {}).some(([key, value]) => spec.nodeSelector?.[key] !== value)
  if (changed)
    yield invalidValue(
      `${path}.nodeSelector`,
      spec.nodeSelector,
      'only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    )
  const at = `${path}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`
  const [terms, before] = [termsOf(spec.affinity), termsOf(old.affinity)]
  if (before.length === 0) return
  if (before.length !== terms.length) {
    yield invalidValue(at, terms, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')
    return
  }
  for (const [index, term] of before.entries())
    if (!onlyAdds(terms[index] as NodeSelectorTerm, term))
      yield invalidValue(`${at}[${index}]`, terms[index], 'only additions are allowed (no mutations or deletions)')
}

const termsOf = (affinity: Affinity | undefined): NodeSelectorTerm[] =>
  affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []

function onlyAdds(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const count = ({matchExpressions = [], matchFields = []}: NodeSelectorTerm) =>
    matchExpressions.length + matchFields.length
  if (count(old) === 0) return count(term) === 0
  return (['matchExpressions', 'matchFields'] as const).every(list => {
    const before = old[list] ?? []
    return sameMeaning((term[list] ?? []).slice(0, before.length), before)
  })
}

function withNodeAffinity(affinity: Affinity | undefined, old: Affinity | undefined): Affinity | undefined {
  const nodeAffinity = old?.nodeAffinity
  if (!affinity) return nodeAffinity && {nodeAffinity}
  if (!old && !affinity.podAffinity && !affinity.podAntiAffinity) return undefined
  const {nodeAffinity: _, ...rest} = affinity
  return nodeAffinity ? {...rest, nodeAffinity} : rest
}
