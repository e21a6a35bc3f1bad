import {apiVersionOf, type GroupVersionKind, type GroupVersionResource} from '../api/object.ts'

/** The server has no such resource; parts that were not asked for are empty. */
export class NoResourceMatchError extends Error {
  override readonly name = 'NoResourceMatchError'
  readonly resource: GroupVersionResource

  constructor(resource: GroupVersionResource) {
    super(`the server doesn't have a resource type ${JSON.stringify(resource.resource)}${scope(resource)}`)
    this.resource = resource
  }
}

/** The server has no such kind. */
export class NoKindMatchError extends Error {
  override readonly name = 'NoKindMatchError'
  readonly gvk: GroupVersionKind

  constructor(gvk: GroupVersionKind) {
    const where = gvk.version
      ? ` in version ${JSON.stringify(apiVersionOf(gvk))}`
      : gvk.group
        ? ` in group ${JSON.stringify(gvk.group)}`
        : ''
    super(`no matches for kind ${JSON.stringify(gvk.kind)}${where}`)
    this.gvk = gvk
  }
}

function scope({group, version}: GroupVersionResource): string {
  if (group && version) return ` in group ${JSON.stringify(group)} and version ${JSON.stringify(version)}`
  if (group) return ` in group ${JSON.stringify(group)}`
  return version ? ` in version ${JSON.stringify(version)}` : ''
}
