import type {KubeObject} from '../../api/object.ts'
import type {ResourcePath} from '../../client/client.ts'
import type {ServedResource} from '../../client/discovery.ts'

/** One thing that a command line points at: what it is, where it lives, and the object if it has been read. */
export interface Target {
  resource: ServedResource
  /** '' for a resource without namespaces, or across all. */
  namespace: string
  /** '' for a collection. */
  name: string
  subresource?: string
  /** From a file or the server; a list or a Table where the target is a collection. Read-only. */
  object?: KubeObject
  /** The file that named it. */
  source?: string
}

/** A target, or what went wrong with one while others go on. */
export type Visit = {target: Target; error?: undefined} | {target?: undefined; error: unknown}

/** The request path of a target; throws if a name cannot stand in one. */
export function pathOfTarget({resource, namespace, name, subresource}: Target): ResourcePath {
  checkSegment('namespace', namespace)
  checkSegment('resource name', name)
  return {
    group: resource.group,
    version: resource.version,
    resource: resource.resource,
    ...(namespace && {namespace}),
    ...(name && {name}),
    ...(subresource && {subresource}),
  }
}

/** Refuses what would lead to another path. */
export function checkSegment(what: string, segment: string): void {
  const problems = ['.', '..'].includes(segment)
    ? [`may not be '${segment}'`]
    : ['/', '%'].filter(character => segment.includes(character)).map(character => `may not contain '${character}'`)
  if (problems.length > 0) throw new Error(`invalid ${what} ${JSON.stringify(segment)}: [${problems.join(' ')}]`)
}

/** A resource as Go's GroupVersionResource prints itself, with a slash even where the group is empty: `/v1, Resource=pods`. */
export const goResource = ({group, version, resource}: ServedResource): string =>
  `${group}/${version}, Resource=${resource}`
