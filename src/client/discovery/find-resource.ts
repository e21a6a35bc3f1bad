import type {GroupVersionKind, GroupVersionResource} from '../../api/object.ts'
import type {ServedGroup, ServedResource} from '../discovery.ts'

/** A resource as a user names it; an empty group or version means any. */
export type ResourceQuery = GroupVersionResource

/** What a name means (with a version only in the very group that is named), in the server's order of preference: plurals and singulars first, then short names. */
export function findResources(groups: readonly ServedGroup[], query: ResourceQuery): ServedResource[] {
  const word = query.resource.toLowerCase()
  const named = matching(
    query.version ? groups.filter(({name}) => name === query.group || !query.group) : groups,
    query,
    ({resource, singular, kind}) => {
      return resource === word || (singular || kind.toLowerCase()) === word
    },
  )
  if (named.length > 0) return named
  // A short name stands for the resource in whatever version is preferred: the one that is named beside it is forgotten.
  const known = query.group === '' || groups.some(({name}) => name === query.group)
  return matching(groups, known ? {...query, version: ''} : query, ({shortNames = []}) =>
    shortNames.includes(query.resource),
  )
}

/** The resources of a kind, as it is written or all in small letters. */
export function findKind(groups: readonly ServedGroup[], {group, version, kind}: GroupVersionKind): ServedResource[] {
  const versions = groups.find(({name}) => name === group)?.versions ?? []
  return versions
    .filter(served => !version || served.version === version)
    .flatMap(({resources}) => resources.filter(own => own.kind === kind || own.kind.toLowerCase() === kind))
}

/** The resource whose kind a word is, as it is written or in small letters, in the very group that is named. */
export function findNamedKind(
  groups: readonly ServedGroup[],
  {group, version, resource}: ResourceQuery,
): ServedResource[] {
  const kinds = groups
    .filter(({name}) => name === group)
    .flatMap(({versions}) => versions.flatMap(({resources}) => resources.map(({kind}) => kind)))
  const kind = kinds.find(name => name === resource || name.toLowerCase() === resource)
  return kind === undefined ? [] : findKind(groups, {group, version, kind})
}

function matching(
  groups: readonly ServedGroup[],
  {group, version}: ResourceQuery,
  test: (resource: ServedResource) => boolean,
): ServedResource[] {
  const exact = groups.filter(({name}) => !group || name === group)
  const candidates = exact.length > 0 ? exact : groups.filter(({name}) => name.startsWith(group))
  return candidates
    .flatMap(({versions}) => versions)
    .filter(served => !version || served.version === version)
    .flatMap(({resources}) => resources.filter(test))
}
