import {type FieldError, invalidValue, notSupported} from '../../../api/field-error.ts'
import {parseJson} from '../../../api/json/index.ts'
import {decode, schemaOf} from '../../../api/schema/index.ts'
import {badRequest} from '../../../api/status-error.ts'
import {bodyText, limitedBody} from '../decoding/read-body.ts'
import {dryRunProblems, readBoolean, readInteger} from '../handlers/query-options.ts'
import type {ServerRequest} from '../server-request.ts'

export interface DeleteOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: string
  orphanDependents?: boolean
  preconditions?: {uid?: string; resourceVersion?: string}
  dryRun?: string[]
}

/** The options of a delete: from its body if it has one, else from its query. */
export function readDeleteOptions(request: ServerRequest, query: URLSearchParams): DeleteOptions {
  const body = limitedBody(request)
  if (body === '') return fromQuery(query)
  try {
    const value = typeof body === 'object' && !(body instanceof Uint8Array) ? body : parseJson(bodyText(body))
    return decode(schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'), value as object)
      .object as DeleteOptions
  } catch (error) {
    throw badRequest((error as Error).message)
  }
}

export function deleteOptionErrors(options: DeleteOptions): FieldError[] {
  const {propagationPolicy: policy, orphanDependents, dryRun = []} = options
  const errors: FieldError[] = []
  if (policy !== undefined && orphanDependents !== undefined)
    errors.push(
      invalidValue('propagationPolicy', policy, 'orphanDependents and deletionPropagation cannot be both set'),
    )
  if (policy !== undefined && !['Foreground', 'Background', 'Orphan'].includes(policy))
    errors.push(notSupported('propagationPolicy', policy, ['Foreground', 'Background', 'Orphan', 'nil']))
  return [...errors, ...dryRunProblems(dryRun)]
}

function fromQuery(query: URLSearchParams): DeleteOptions {
  const policy = query.get('propagationPolicy')
  const gracePeriodSeconds = readInteger(query, 'gracePeriodSeconds')
  const orphanDependents = readBoolean(query, 'orphanDependents')
  return {
    ...(gracePeriodSeconds !== undefined && {gracePeriodSeconds}),
    ...(orphanDependents !== undefined && {orphanDependents}),
    ...(policy !== null && {propagationPolicy: policy}),
    ...(query.has('dryRun') && {dryRun: query.getAll('dryRun')}),
  }
}
