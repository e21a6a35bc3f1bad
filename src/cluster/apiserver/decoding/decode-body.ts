import {apiVersionOf, type KubeObject} from '../../../api/object.ts'
import {decode, type FieldValidation, strictDecodingError} from '../../../api/schema/index.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import type {Warnings} from '../request-context.ts'
import {checkKind} from './check-kind.ts'
import {completed, type ExpectedKind} from './expected-kind.ts'
import {givenKind} from './given-kind.ts'
import {parseBody, wellFormed} from './parse-body.ts'
import {type Body, bodyText} from './read-body.ts'

export interface DecodeOptions {
  fieldValidation: FieldValidation
  warnings: Warnings
  resources: ResourceRegistry
  /** An object of this server's, of which the body may hold parts as they are: those are neither looked into nor copied. */
  known?: KubeObject | undefined
}

/** Decodes a body into a fresh object of the expected kind; throws Kubernetes' 400s for what is none. */
export function decodeBody(body: Body, expected: ExpectedKind, options: DecodeOptions): KubeObject {
  const object = decodeChecked(body, expected, options)
  options.warnings.audit?.decoded(object, expected.schema)
  return object
}

function decodeChecked(body: Body, expected: ExpectedKind, options: DecodeOptions): KubeObject {
  const usual = decodeUsual(body, expected, options)
  if (usual) return usual
  const parsed = parseBody(body, expected)
  const actual = givenKind(parsed.value, body, expected)
  checkKind(actual, expected, options, parsed.value)
  const refuse = (why: string) =>
    badRequest(
      `${actual.kind} in version ${JSON.stringify(actual.version)} cannot be handled as a ${expected.kind}: ${why}`,
    )
  try {
    const {fieldValidation} = options
    const {object, problems} = decode(expected.schema, parsed.source, {fieldValidation})
    const all = [...parsed.problems.map(problem => problem.strict), ...problems]
    if (fieldValidation === 'Strict' && all.length > 0) throw refuse(strictDecodingError(all))
    if (fieldValidation === 'Warn')
      options.warnings.addAll([...parsed.problems.map(problem => problem.warning), ...problems])
    return completed(object, expected)
  } catch (error) {
    if ((error as Error).name === 'DecodeError') throw refuse((error as Error).message)
    throw error
  }
}

/** The usual case in one go: JSON of the very kind, with nothing to complain of. Undefined where it takes a closer look. */
function decodeUsual(
  {format, value}: Body,
  expected: ExpectedKind,
  {fieldValidation, known}: DecodeOptions,
): KubeObject | undefined {
  if (format !== 'json') return undefined
  try {
    const source = typeof value === 'object' && !(value instanceof Uint8Array) ? value : wellFormed(bodyText(value))
    const {object, problems} = decode(expected.schema, source, {fieldValidation, ...(known && {known})})
    const named = expected.schema.structural !== undefined && typeof source === 'string'
    const {kind = named ? '' : expected.kind, apiVersion = named ? '' : apiVersionOf(expected)} = object
    if (problems.length > 0 || kind !== expected.kind || apiVersion !== apiVersionOf(expected)) return undefined
    return completed(object, expected)
  } catch {
    // The closer look says what is wrong.
    return undefined
  }
}
