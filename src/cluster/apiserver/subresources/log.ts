import {type FieldError, forbiddenField, invalidValue} from '../../../api/field-error.ts'
import {badRequest, invalid, StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {negotiate} from '../encoding/negotiate.ts'
import {readBoolean, readInteger} from '../handlers/query-options.ts'
import type {LogOptions} from '../node-connector.ts'
import type {RequestContext} from '../request-context.ts'
import {notAList} from '../responses.ts'
import {connectorTo, containerOf, podOf} from './pod-target.ts'
import type {SubresourceHandler} from './subresource.ts'

/** What a container has written. */
export const log: SubresourceHandler = {get: readLog}

async function readLog(context: RequestContext): Promise<ApiResponse> {
  const {info, server, request} = context
  const form = negotiate(request, {protobuf: true, tables: false, produces: ['text/plain']})
  const options = logOptions(info.query)
  const errors = optionErrors(options)
  if (errors.length > 0) throw invalid({group: '', kind: 'PodLogOptions'}, info.name, errors)
  const pod = await podOf(context)
  const container = containerOf(pod, info.query.get('container') ?? '')
  if (form.as === 'PartialObjectMetadata')
    throw new StatusError({message: 'object does not implement the Object interfaces', code: 500})
  if (form.as) throw notAList('rest.LocationStreamer')
  if (!pod.spec?.nodeName) return nothing
  const {connector} = await connectorTo(server, pod.spec.nodeName)
  return connector.log(pod, container, options, request.signal)
}

const nothing: ApiResponse = {status: 204, headers: {}, body: {type: 'bytes', bytes: new Uint8Array()}}

/** A time's layout, as Go names it. */
const rfc3339 = '2006-01-02T15:04:05Z07:00'

function logOptions(query: URLSearchParams): LogOptions {
  const sinceTime = query.get('sinceTime')
  if (sinceTime && Number.isNaN(Date.parse(sinceTime)))
    throw badRequest(
      `parsing time ${JSON.stringify(sinceTime)} as "${rfc3339}": cannot parse ${JSON.stringify(sinceTime)} as "2006"`,
    )
  const stream = query.get('stream')
  return {
    follow: readBoolean(query, 'follow') ?? false,
    previous: readBoolean(query, 'previous') ?? false,
    timestamps: readBoolean(query, 'timestamps') ?? false,
    sinceSeconds: readInteger(query, 'sinceSeconds'),
    ...(sinceTime && {sinceTime}),
    tailLines: readInteger(query, 'tailLines'),
    limitBytes: readInteger(query, 'limitBytes'),
    ...(stream && {stream: stream as NonNullable<LogOptions['stream']>}),
  }
}

function optionErrors({tailLines, limitBytes, sinceSeconds, sinceTime, stream}: LogOptions): FieldError[] {
  const errors: FieldError[] = []
  if (tailLines !== undefined && tailLines < 0)
    errors.push(invalidValue('tailLines', tailLines, 'must be greater than or equal to 0'))
  if (limitBytes !== undefined && limitBytes < 1)
    errors.push(invalidValue('limitBytes', limitBytes, 'must be greater than 0'))
  if (sinceSeconds !== undefined && sinceTime !== undefined)
    errors.push(forbiddenField('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'))
  else if (sinceSeconds !== undefined && sinceSeconds < 1)
    errors.push(invalidValue('sinceSeconds', sinceSeconds, 'must be greater than 0'))
  // To choose among a container's streams is a feature that is off.
  if (stream) errors.push(forbiddenField('stream', 'may not be specified'))
  return errors
}
