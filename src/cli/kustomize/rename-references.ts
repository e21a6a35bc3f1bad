import {type JsonObject, type KubeObject, parseApiVersion} from '../../api/object.ts'
import type {BuildConfiguration} from './build-configuration.ts'
import {changeFields, type FieldSpec, isOfKind} from './field-specs.ts'
import type {Built} from './kustomization.ts'
import {idOf, isClusterScoped, namespaceOf} from './object-ids.ts'
import type {NameReference} from './specs/name-references.ts'

/** Follows the new names of objects in everything that refers to them. */
export const renameReferences = (objects: readonly Built[], {nameReference}: BuildConfiguration): Built[] =>
  objects.map(one => {
    const object = nameReference.reduce((current, reference) => {
      const candidates = objects.filter(({history}) => history.some(id => isOfKind(id, reference)))
      return candidates.length === 0 ? current : followed(current, {one, reference, candidates})
    }, one.object)
    return {...one, object}
  })

interface Search {
  one: Built
  reference: NameReference
  candidates: readonly Built[]
}

const followed = (object: KubeObject, {one, reference, candidates}: Search): KubeObject =>
  reference.fieldSpecs.reduce(
    (current, spec) => changeFields(current, [spec], value => follow(value, spec, {one, reference, candidates})),
    object,
  )

function follow(value: unknown, spec: FieldSpec, search: Search): unknown {
  if (Array.isArray(value)) return value.map(item => follow(item, spec, search))
  if (typeof value === 'string') {
    const referral = referralOf(value, search, spec.path.endsWith('roleRef/name'))
    return referral ? referral.object.metadata.name : value
  }
  if (typeof value !== 'object' || value === null) return value
  return followMap(value as JsonObject, search)
}

/** A map that holds a name and, maybe, a namespace: both follow. */
function followMap(map: JsonObject, search: Search): JsonObject {
  const {name, namespace, kind} = map
  if (typeof name !== 'string' || (kind !== undefined && kind !== search.reference.kind)) return map
  const candidates =
    namespace === undefined
      ? search.candidates
      : search.candidates.filter(({history, object}) =>
          [history[0] ?? idOf(object), idOf(object)].some(id => namespaceOf(id) === namespace),
        )
  const referral = referralOf(name, {...search, candidates}, false)
  if (!referral) return map
  const {metadata} = referral.object
  return {...map, name: metadata.name, ...(metadata.namespace && {namespace: metadata.namespace})}
}

/** The one object that is meant; none where several could be. */
function referralOf(name: string, {one, reference, candidates}: Search, isRole: boolean): Built | undefined {
  const roleRef = isRole ? (one.object['roleRef'] as JsonObject | undefined) : undefined
  const fitting = candidates.filter(
    ({history, object}) =>
      history.some(id => id.name === name && isOfKind(id, reference)) &&
      (!roleRef ||
        (roleRef['kind'] === object.kind && roleRef['apiGroup'] === parseApiVersion(object.apiVersion).group)) &&
      isReachable(one.object, object),
  )
  if (fitting.length < 2) return fitting[0]
  const loose = fitting.filter(other => sameAffixes(one, other, true))
  const strict = loose.length > 1 ? loose.filter(other => sameAffixes(one, other, false)) : loose
  const names = new Set(strict.map(({object}) => object.metadata.name))
  return names.size === 1 ? strict[0] : undefined
}

/** Objects of one namespace refer to each other; service accounts can be meant from anywhere. */
const isReachable = (from: KubeObject, to: KubeObject): boolean =>
  isClusterScoped(from.kind) ||
  isClusterScoped(to.kind) ||
  to.kind === 'ServiceAccount' ||
  namespaceOf(idOf(from)) === namespaceOf(idOf(to))

function sameAffixes(a: Built, b: Built, allowEmpty: boolean): boolean {
  const empty = (x: readonly string[], y: readonly string[]) => x.length === 0 || y.length === 0
  if (allowEmpty && empty(a.prefixes, b.prefixes) && empty(a.suffixes, b.suffixes)) return true
  return sameEnding(a.prefixes, b.prefixes) && sameEnding(a.suffixes, b.suffixes)
}

function sameEnding(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length)
  if (length === 0) return a.length === b.length
  return a.slice(-length).every((word, index) => word === b.slice(-length)[index])
}
