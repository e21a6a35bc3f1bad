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

/** The request path of a target. */
export const pathOfTarget = ({resource, namespace, name, subresource}: Target): ResourcePath => ({
  group: resource.group,
  version: resource.version,
  resource: resource.resource,
  ...(namespace && {namespace}),
  ...(name && {name}),
  ...(subresource && {subresource}),
})
