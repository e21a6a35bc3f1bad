import {required} from '../../../../../api/field-error.ts'
import type {Affinity} from '../../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../../api/names.ts'
import {type Errors, each, invalidBecause} from '../../../validation/errors.ts'
import {validateLabelName, validateLabelSelector} from '../../../validation/labels.ts'
import {validateLabelKeys} from './label-keys.ts'
import {validateNodeAffinity, validateWeight} from './node-affinity.ts'
import type {PodRules} from './options.ts'

type PodAffinity = NonNullable<Affinity['podAffinity']>
type Term = NonNullable<PodAffinity['requiredDuringSchedulingIgnoredDuringExecution']>[number]

export function* validateAffinity(path: string, affinity: Affinity | undefined, rules: PodRules): Errors {
  if (affinity?.nodeAffinity)
    yield* validateNodeAffinity(`${path}.nodeAffinity`, affinity.nodeAffinity, rules.anyNodeAffinityValue ?? false)
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const terms = affinity?.[kind]
    if (terms) yield* validatePodAffinity(`${path}.${kind}`, terms, rules.anySelectorValue ?? false)
  }
}

function* validatePodAffinity(path: string, affinity: PodAffinity, anyValue: boolean): Errors {
  const needed = affinity.requiredDuringSchedulingIgnoredDuringExecution
  yield* each(`${path}.requiredDuringSchedulingIgnoredDuringExecution`, needed, (term, at) =>
    validateTerm(at, term, anyValue),
  )
  const preferred = affinity.preferredDuringSchedulingIgnoredDuringExecution
  yield* each(`${path}.preferredDuringSchedulingIgnoredDuringExecution`, preferred, function* (weighted, at) {
    yield* validateWeight(`${at}.weight`, weighted.weight)
    yield* validateTerm(`${at}.podAffinityTerm`, weighted.podAffinityTerm, anyValue)
  })
}

function* validateTerm(path: string, term: Term, anyValue: boolean): Errors {
  yield* validateLabelSelector(`${path}.labelSelector`, term.labelSelector, {anyValue})
  yield* validateLabelSelector(`${path}.namespaceSelector`, term.namespaceSelector, {anyValue})
  for (const name of term.namespaces ?? []) yield* invalidBecause(`${path}.namespace`, name, isDns1123Label(name))
  yield* validateLabelKeys(path, term)
  if (!term.topologyKey) yield required(`${path}.topologyKey`, 'can not be empty')
  yield* validateLabelName(`${path}.topologyKey`, term.topologyKey ?? '')
}
