import {StatusError} from '../../../api/status-error.ts'
import type {ServerRequest} from '../server-request.ts'
import {type MediaType, parseAccept} from './media-type.ts'

/** The form in which an answer is wanted. */
export interface OutputForm {
  mediaType: 'application/json' | 'application/yaml' | 'application/vnd.kubernetes.protobuf'
  /** Another kind than the object's own. */
  as?: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'
  /** The version of meta.k8s.io that `as` is in. */
  version: string
}

export const plainJson: OutputForm = {mediaType: 'application/json', version: 'v1'}

const kinds = new Set(['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList'])
/** Kubernetes' protobuf. */
export const protobufType = 'application/vnd.kubernetes.protobuf'

export interface NegotiationOptions {
  /** The answer is a stream of events. */
  watch?: boolean
  /** Whether the objects themselves can be written in protobuf; their metadata always can. */
  protobuf?: boolean
}

const mediaTypes: Record<string, OutputForm['mediaType']> = {
  'application/json': 'application/json',
  'application/yaml': 'application/yaml',
  [protobufType]: protobufType,
  'application/*': 'application/json',
  '*/*': 'application/json',
}

/** Finds the first form of the Accept header that this server can give; throws a 406 where there is none. */
export function negotiate(
  request: ServerRequest,
  {watch = false, protobuf = false}: NegotiationOptions = {},
): OutputForm {
  const accept = headerOf(request, 'accept')
  if (accept === '' || accept === 'application/json') return plainJson
  for (const clause of parseAccept(accept)) {
    const form = formOf(clause)
    if (!form || (watch && form.mediaType === 'application/yaml')) continue
    if (form.mediaType !== protobufType || (form.as ? form.as !== 'Table' : protobuf)) return form
  }
  const available = watch
    ? 'application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch'
    : 'application/json, application/yaml, application/vnd.kubernetes.protobuf'
  throw new StatusError({
    message: `406: Not Acceptable\n\nAvailable representations: ${available}`,
    reason: 'NotAcceptable',
    details: {},
    code: 406,
  })
}

/** A header's first value, '' where there is none. */
export function headerOf({headers}: ServerRequest, name: string): string {
  const value = headers?.[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
}

function formOf({type, parameters}: MediaType): OutputForm | undefined {
  const mediaType = mediaTypes[type]
  if (!mediaType) return undefined
  const {as, g, v = 'v1'} = parameters
  if (!as) return {mediaType, version: 'v1'}
  if (!kinds.has(as) || g !== 'meta.k8s.io' || (v !== 'v1' && v !== 'v1beta1')) return undefined
  return {mediaType, as: as as NonNullable<OutputForm['as']>, version: v}
}
