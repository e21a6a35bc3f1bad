import {invalidValue} from '../../../api/field-error.ts'
import {apiVersionOf, type GroupVersionKind, type KubeObject} from '../../../api/object.ts'
import {badRequest, invalid} from '../../../api/status-error.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import type {ExpectedKind} from './expected-kind.ts'
import {unservedKind} from './unserved-kinds.ts'

/** Throws, in the words of whichever of Kubernetes' codecs would, unless an object, given as `value`, is of the kind that is expected. */
export function checkKind(
  actual: GroupVersionKind,
  expected: ExpectedKind,
  {resources}: {resources: ResourceRegistry},
  value: unknown,
): void {
  const same = actual.group === expected.group && actual.version === expected.version
  if (same && actual.kind === expected.kind) return
  const head = `${actual.kind} in version ${JSON.stringify(actual.version)} cannot be handled as a ${expected.kind}: `
  if (expected.schema.structural) {
    if (!same)
      throw badRequest(
        `the API version in the data (${apiVersionOf(actual)}) does not match the expected API version (${apiVersionOf(expected)})`,
      )
    const {group, kind} = actual
    throw invalid({group, kind}, nameIn(value), [invalidValue('kind', kind, `must be ${expected.kind}`)])
  }
  const otherVersion = badRequest(
    `the API version in the data (${apiVersionOf(actual)}) does not match the expected API version (${apiVersionOf(expected)})`,
  )
  const former = unservedKind(actual, expected)
  if (former === 'version') throw otherVersion
  const known = resources.ofKind(actual.group, actual.version, actual.kind.replace(/List$/, ''))
  const internal = `${internalPackage(expected.group)}.${expected.kind}`
  const unregistered = () =>
    badRequest(
      `${head}no kind ${JSON.stringify(actual.kind)} is registered for version ${JSON.stringify(apiVersionOf(actual))} in scheme "pkg/runtime/scheme.go:110"`,
    )
  const unknown = `${head}converting (${actual.version}.${actual.kind}) to (${internal}): unknown conversion`
  if (isEverywhere(actual, resources)) throw badRequest(unknown)
  if (alone.has(expected.group) && actual.group !== expected.group) throw unregistered()
  if (former) throw badRequest(unknown)
  if (!known || known.structural) throw unregistered()
  if (known.kind === actual.kind && known.storage && known.storage.prefix === expected.prefix) throw otherVersion
  throw badRequest(unknown)
}

/** Groups of servers of their own within the API server, which know no other kinds. */
const alone = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io'])

function nameIn(value: unknown): string {
  const {name} = ((value as Partial<KubeObject>).metadata ?? {}) as {name?: unknown}
  return typeof name === 'string' ? name : ''
}

/** The Go package of a group's internal types: `core`, `apps`, `rbac`. */
export const internalPackage = (group: string): string =>
  group === '' || group === 'events.k8s.io' ? 'core' : group.split('.')[0]!

/** Whether a kind is one of those that every group has, or the core group for all of them. */
export function isEverywhere({group, version, kind}: GroupVersionKind, resources: ResourceRegistry): boolean {
  if (coreKinds.includes(kind)) return group === '' && version === 'v1'
  if (!optionKinds.includes(kind)) return false
  for (const definition of resources.all())
    if (definition.group === group && definition.version === version && !definition.structural) return true
  return false
}

const optionKinds = [
  'CreateOptions',
  'DeleteOptions',
  'GetOptions',
  'ListOptions',
  'PatchOptions',
  'UpdateOptions',
  'WatchEvent',
]
const coreKinds = ['List', 'Status', 'APIGroup', 'APIGroupList', 'APIResourceList', 'APIVersions']
