import {jsonKind} from '../../../api/go/json-kind.ts'
import {apiVersionOf, type GroupVersionKind, parseApiVersion} from '../../../api/object.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ExpectedKind} from './expected-kind.ts'
import {type Body, bodyText} from './read-body.ts'
import {unrecognized} from './unrecognized.ts'

/** The kind that a body, read as `value`, says it is of; what it does not say is what is expected. Throws a 400 where it says something that is no kind. */
export function givenKind(value: unknown, body: Body, expected: ExpectedKind): GroupVersionKind {
  const written = writtenKind(value, body, expected)
  if (expected.schema.structural) checkNamed(written, body, expected)
  return withDefaults(written, expected)
}

function writtenKind(value: unknown, body: Body, expected: ExpectedKind): Partial<GroupVersionKind> {
  const refuse = (why: string) =>
    unrecognized(expected, `couldn't get version/kind; json parse error: json: cannot unmarshal ${why}`, body.value)
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw refuse(
      `${jsonKind(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    )
  const {apiVersion, kind} = value as Record<string, unknown>
  for (const [name, field] of [
    ['apiVersion', apiVersion],
    ['kind', kind],
  ] as const)
    if (field !== undefined && field !== null && typeof field !== 'string')
      throw refuse(`${jsonKind(field)} into Go struct field .${name} of type string`)
  if (typeof apiVersion === 'string' && apiVersion.split('/').length > 2)
    throw unrecognized(expected, `unexpected GroupVersion string: ${apiVersion}`, body.value)
  return {...(apiVersion ? parseApiVersion(apiVersion as string) : {}), ...(kind ? {kind: kind as string} : {})}
}

/** Custom objects that were sent as text must say what they are; of built-in ones the path says enough. */
function checkNamed({kind, version}: Partial<GroupVersionKind>, {value}: Body, expected: ExpectedKind): void {
  if (typeof value === 'object' && !(value instanceof Uint8Array)) return
  const text = bodyText(value)
  if (!kind) throw unrecognized(expected, `Object 'Kind' is missing in '${text}'`, text)
  if (!version)
    throw badRequest(
      `the API version in the data () does not match the expected API version (${apiVersionOf(expected)})`,
    )
}

function withDefaults(given: Partial<GroupVersionKind>, expected: ExpectedKind): GroupVersionKind {
  const kind = given.kind || expected.kind
  if (!given.version && !given.group) return {group: expected.group, version: expected.version, kind}
  return {group: given.group ?? '', version: given.version ?? expected.version, kind}
}
