import {apiVersionOf, type JsonObject} from '../../../../api/object.ts'
import {typedErrors} from '../../../../api/patch/managed-fields/index.ts'
import {StatusError} from '../../../../api/status-error.ts'
import type {ExpectedKind} from '../../decoding/decode-body.ts'

/** Refuses a configuration that is not of its kind's type, as Kubernetes does: with a bare 500. */
export function refuseMistypedFields(configuration: JsonObject, expected: ExpectedKind): void {
  const errors = typedErrors(expected.schema, configuration)
  if (errors.length === 0) return
  const metadata = (configuration['metadata'] ?? {}) as {namespace?: string; name?: string}
  const {group, version, kind} = expected
  const subject = `${metadata.namespace ?? ''}/${metadata.name ?? ''}; ${group ? apiVersionOf(expected) : `/${version}`}, Kind=${kind}`
  const list = errors.length === 1 ? errors[0] : `errors:\n${errors.map(text => `  ${text}`).join('\n')}`
  throw new StatusError({message: `failed to create typed patch object (${subject}): ${list}`, code: 500})
}
