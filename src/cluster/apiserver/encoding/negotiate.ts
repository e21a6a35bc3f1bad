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
  /** Whether there are columns for them; unless said otherwise, there are. */
  tables?: boolean
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
  {watch = false, protobuf = false, tables = true}: NegotiationOptions = {},
): OutputForm {
  const accept = headerOf(request, 'accept')
  if (accept === '' || accept === 'application/json') return plainJson
  const clauses = parseAccept(accept)
  for (const clause of clauses) {
    const form = formOf(clause)
    if (!form || (watch && form.mediaType === 'application/yaml') || (form.as === 'Table' && !tables)) continue
    if (form.mediaType !== protobufType || (form.as ? form.as !== 'Table' : protobuf)) return form
  }
  throw notAcceptable(
    clauses.some(({type}) => Object.hasOwn(mediaTypes, type)),
    watch,
  )
}

const representations = ['application/json', 'application/yaml', protobufType]
const streams = ['application/json;stream=watch', `${protobufType};stream=watch`]

/** The handler refuses a parameter of a media type that it knows, the router one that nobody knows. */
const notAcceptable = (known: boolean, watch: boolean): StatusError =>
  new StatusError({
    message: known
      ? `only the following media types are accepted: ${representations.join(', ')}`
      : `406: Not Acceptable\n\nAvailable representations: ${[...representations, ...(watch ? streams : [])].join(', ')}`,
    reason: 'NotAcceptable',
    ...(!known && {details: {}}),
    code: 406,
  })

/** A header's first value, '' where there is none. */
export function headerOf({headers}: ServerRequest, name: string): string {
  const value = headers?.[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
}

function formOf({type, parameters}: MediaType): OutputForm | undefined {
  const mediaType = Object.hasOwn(mediaTypes, type) ? mediaTypes[type] : undefined
  if (!mediaType) return undefined
  const {as, g, v = 'v1'} = parameters
  if (!as) return {mediaType, version: 'v1'}
  if (!kinds.has(as) || g !== 'meta.k8s.io' || (v !== 'v1' && v !== 'v1beta1')) return undefined
  return {mediaType, as: as as NonNullable<OutputForm['as']>, version: v}
}
