import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import {jsonKind} from '../../../../api/go/json-kind.ts'
import {apiVersionOf, type GroupVersionKind, parseApiVersion} from '../../../../api/object.ts'
import {internalError, invalid, type StatusError} from '../../../../api/status-error.ts'
import type {ResourceRegistry} from '../../../resources/registry.ts'
import {isEverywhere} from '../../decoding/check-kind.ts'
import type {ExpectedKind} from '../../decoding/expected-kind.ts'
import {unservedKind} from '../../decoding/unserved-kinds.ts'

/** A document of another kind than the object it was made from, or a list: what keeps it from being decoded, or what is wrong with it once it is. */
export interface RenamedKind {
  undecodable?: string
  refusal?: StatusError
}

const isList =
  'couldn\'t get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

/** What Kubernetes answers to a patch that changes `kind` or `apiVersion`; nothing is wrong with most of them. `text` is the document. */
export function renamedKind(
  patched: Record<string, unknown>,
  expected: ExpectedKind,
  {resources, text}: {resources: ResourceRegistry; text(): string},
): RenamedKind {
  if (Array.isArray(patched)) return {undecodable: isList}
  const {kind, apiVersion} = patched
  if (kind === expected.kind && apiVersion === apiVersionOf(expected)) return {}
  for (const [field, value] of Object.entries({apiVersion, kind}))
    if (value !== undefined && value !== null && typeof value !== 'string')
      return {
        undecodable: `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonKind(value)} into Go struct field .${field} of type string`,
      }
  const [named, version] = [(kind ?? '') as string, (apiVersion ?? '') as string]
  if (version.split('/').length > 2) return {undecodable: `unexpected GroupVersion string: ${version}`}
  if (expected.schema.structural) return renamedCustom(named, version, {expected, name: nameOf(patched), text})
  const actual = {...(version ? parseApiVersion(version) : expected), kind: named || expected.kind}
  return actual.kind === expected.kind && apiVersionOf(actual) === apiVersionOf(expected)
    ? {}
    : {undecodable: unconvertible(actual, expected, resources)}
}

/** Custom objects are decoded whatever they say they are, as long as they say so, and then found to be the wrong thing. */
function renamedCustom(
  kind: string,
  apiVersion: string,
  {expected, name, text}: {expected: ExpectedKind; name: string; text(): string},
): RenamedKind {
  if (!kind) return {undecodable: `Object 'Kind' is missing in '${text()}'`}
  if (!apiVersion) return {refusal: internalError("Object 'apiVersion' is missing in 'object has no apiVersion field'")}
  const errors: FieldError[] = []
  if (kind !== expected.kind) errors.push(invalidValue('kind', kind, `must be ${expected.kind}`))
  if (apiVersion !== apiVersionOf(expected))
    errors.push(invalidValue('apiVersion', apiVersion, `must be ${apiVersionOf(expected)}`))
  return {refusal: invalid({group: parseApiVersion(apiVersion).group, kind}, name, errors)}
}

const nameOf = ({metadata}: Record<string, unknown>): string =>
  ((metadata as {name?: string} | null | undefined)?.name ?? '') as string

/** Of kinds that the server has built in, each decodes into its own type only. */
function unconvertible(actual: GroupVersionKind, expected: ExpectedKind, resources: ResourceRegistry): string {
  const {group, version, kind} = actual
  const known = resources.ofKind(group, version, kind)
  const readable = isEverywhere(actual, resources) || unservedKind(actual, expected) !== undefined
  if (!readable && (!known || known.structural))
    return `no kind "${kind}" is registered for version "${apiVersionOf(actual)}" in scheme "pkg/runtime/scheme.go:110"`
  return `converting (${version}.${kind}) to (${packageOf(expected.group)}.${expected.kind}): unknown conversion`
}

/** The package of a group's unversioned types. */
const packageOf = (group: string): string => (group === 'events.k8s.io' ? 'core' : group.split('.')[0] || 'core')
