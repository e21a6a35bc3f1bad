import {type FieldError, forbiddenField, invalidValue, notSupported} from '../../../api/field-error.ts'
import {invalid} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {readBoolean, readInteger} from '../handlers/query-options.ts'
import type {LogOptions} from '../node-connector.ts'
import type {RequestContext} from '../request-context.ts'
import {connectorTo, containerOf, podOf} from './pod-target.ts'
import type {SubresourceHandler} from './subresource.ts'

/** What a container has written. */
export const log: SubresourceHandler = {get: readLog}

async function readLog(context: RequestContext): Promise<ApiResponse> {
  const {info, server, request} = context
  const options = logOptions(info.query)
  const errors = optionErrors(options)
  if (errors.length > 0) throw invalid({group: '', kind: 'PodLogOptions'}, info.name, errors)
  const pod = await podOf(context)
  const container = containerOf(pod, info.query.get('container') ?? '')
  if (!pod.spec?.nodeName) return nothing
  const {connector} = await connectorTo(server, pod.spec.nodeName)
  return connector.log(pod, container, options, request.signal)
}

const nothing: ApiResponse = {status: 200, headers: {'content-type': 'text/plain'}, body: {type: 'text', text: ''}}

function logOptions(query: URLSearchParams): LogOptions {
  const sinceTime = query.get('sinceTime')
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
  if (stream && !['All', 'Stdout', 'Stderr'].includes(stream))
    errors.push(notSupported('stream', stream, ['All', 'Stderr', 'Stdout']))
  if (tailLines !== undefined && stream && stream !== 'All')
    errors.push(forbiddenField('[]', '`tailLines` and specific `stream` are mutually exclusive for now'))
  return errors
}
