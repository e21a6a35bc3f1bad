import {apiVersionOf, type JsonObject, type KubeObject} from '../../../../api/object.ts'
import {typedErrors} from '../../../../api/patch/managed-fields/index.ts'
import {StatusError} from '../../../../api/status-error.ts'
import type {ExpectedKind} from '../../decoding/expected-kind.ts'

/** Refuses a configuration that is not of its kind's type, as Kubernetes does: with a bare 500. */
export function refuseMistypedFields(configuration: JsonObject, expected: ExpectedKind): void {
  const errors = typedErrors(expected.schema, configuration)
  if (errors.length === 0) return
  throw new StatusError({
    message: `failed to create typed patch object (${subjectOf(configuration, expected)}): ${listed(errors)}`,
    code: 500,
  })
}

/** Refuses to apply anything to an object that nobody manages and that is not of its kind's type: nobody can have made it what it is. */
export function refuseMistypedPast(current: KubeObject, expected: ExpectedKind): void {
  if (current.metadata.managedFields?.length) return
  const errors = typedErrors(expected.schema, current)
  if (errors.length === 0) return
  throw new StatusError({
    message: `failed to create manager for existing fields: failed to convert new object (${subjectOf(current, expected)}) to smd typed: ${listed(errors)}`,
    code: 500,
  })
}

const listed = (errors: readonly string[]): string =>
  errors.length === 1 ? errors[0]! : `errors:\n${errors.map(text => `  ${text}`).join('\n')}`

/** Refuses what was applied when its values are not what their types can hold: with a bare 500, too. */
export const unconvertible = (object: JsonObject, expected: ExpectedKind, why: string): StatusError =>
  new StatusError({
    message: `failed to convert new object (${subjectOf(object, expected)}) to proper version: unable to convert unstructured object to ${typeText(expected)}: ${why.startsWith('illegal base64') ? `error decoding from json: ${why}` : why}`,
    code: 500,
  })

/** `namespace/name; apps/v1, Kind=Deployment`. */
export function subjectOf(object: JsonObject, expected: ExpectedKind): string {
  const metadata = (object['metadata'] ?? {}) as Record<string, unknown>
  const text = (field: string) => (typeof metadata[field] === 'string' ? metadata[field] : '')
  return `${text('namespace')}/${text('name')}; ${typeText(expected)}`
}

const typeText = (expected: ExpectedKind): string =>
  `${expected.group ? apiVersionOf(expected) : `/${expected.version}`}, Kind=${expected.kind}`
