import {StatusError} from '../../../api/status-error.ts'
import type {ServerRequest} from '../server-request.ts'
import {parseAccept} from './media-type.ts'

/** The form in which an answer is wanted. */
export interface OutputForm {
  mediaType: 'application/json' | 'application/yaml' | 'application/vnd.kubernetes.protobuf'
  /** Another kind than the object's own. */
  as?: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'
  /** The version of meta.k8s.io that `as` is in. */
  version: string
}

export const plainJson: OutputForm = {mediaType: 'application/json', version: 'v1'}

const otherKinds: ReadonlySet<string> = new Set(['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList'])
/** For what is never shown as anything else. */
export const noKinds: ReadonlySet<string> = new Set()
/** Kubernetes' protobuf. */
export const protobufType = 'application/vnd.kubernetes.protobuf'

export interface NegotiationOptions {
  /** The answer is a stream of events. */
  watch?: boolean
  /** What is read is a collection, of which there are lists and watches. */
  collection?: boolean
  /** What else the route produces: logs are plain text. */
  produces?: readonly string[]
  /** Which other kinds there are of what is answered; unless said otherwise, tables and metadata. */
  kinds?: ReadonlySet<string>
  /** Whether a router has looked at the header before, as it does for all but custom kinds. */
  routed?: boolean
  /** Whether the objects themselves can be written in protobuf; their metadata always can. */
  protobuf?: boolean
  /** Whether there are columns for them; unless said otherwise, there are. */
  tables?: boolean
}

/** Finds the first form of the Accept header that this server can give; throws a 406 where there is none. */
export function negotiate(request: ServerRequest, options: NegotiationOptions = {}): OutputForm {
  const accept = headerOf(request, 'accept')
  if (accept === '' || accept === 'application/json') return plainJson
  checkRouted(request, options)
  for (const {type, parameters} of parseAccept(accept))
    for (const mediaType of representations) {
      if (type !== mediaType && type !== 'application/*' && type !== '*/*') continue
      const form = formOf(mediaType, parameters, options)
      if (form) return form
    }
  throw notAcceptable(representations)
}

/** The form of what goes wrong: the first that the request takes without wanting another kind; undefined where it takes none, which is told so in JSON. */
export function errorForm(request: ServerRequest): OutputForm | undefined {
  try {
    return negotiate(request, {protobuf: true, routed: false, kinds: noKinds})
  } catch {
    return undefined
  }
}

/** Whether the Accept header would have the form that is most wanted indented. */
export const wantsIndented = (request: ServerRequest): boolean => {
  const accept = headerOf(request, 'accept')
  return accept.includes('pretty') && parseAccept(accept)[0]?.parameters['pretty'] === '1'
}

/** What Kubernetes' router says of the header, before the query is looked at. */
export function checkRouted(request: ServerRequest, options: NegotiationOptions): void {
  if (options.routed ?? true) checkAccept(headerOf(request, 'accept'), representationsOf(options))
}

/** Refuses a form that events do not come in. */
export function checkStreams({mediaType}: OutputForm): void {
  if (mediaType === 'application/yaml') throw notAcceptable(streams)
}

const notAcceptable = (accepted: readonly string[]): StatusError =>
  new StatusError({
    message: `only the following media types are accepted: ${accepted.join(', ')}`,
    reason: 'NotAcceptable',
    code: 406,
  })

/** What Kubernetes' router does before anybody else: it compares types letter by letter, and knows no wildcard but that for all. Throws its 406. */
export function checkAccept(accept: string, produced: readonly string[]): void {
  const types = accept.split(',').map(clause => clause.split(';', 1)[0]!.trim())
  if (accept === '' || types.some(type => type === '*/*' || produced.includes(type))) return
  throw new StatusError({
    message: `406: Not Acceptable\n\nAvailable representations: ${produced.join(', ')}`,
    reason: 'NotAcceptable',
    details: {},
    code: 406,
  })
}

const representationsOf = ({watch, collection, produces = []}: NegotiationOptions): string[] => [
  ...produces,
  ...representations,
  ...(watch || collection ? streams : []),
]

const representations = ['application/json', 'application/yaml', protobufType] as const
const streams = ['application/json;stream=watch', `${protobufType};stream=watch`]

/** A header's first value, '' where there is none. */
export function headerOf({headers}: ServerRequest, name: string): string {
  const value = headers?.[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
}

/** The form that a media type with these parameters is; undefined where there is none such. */
function formOf(
  mediaType: OutputForm['mediaType'],
  {as, g, v, stream, sv}: Record<string, string>,
  {kinds = otherKinds, tables = true, protobuf = false}: NegotiationOptions,
): OutputForm | undefined {
  if (sv || (stream && (stream !== 'watch' || mediaType === 'application/yaml'))) return undefined
  if (as === undefined && g === undefined && v === undefined)
    return mediaType === protobufType && !protobuf ? undefined : {mediaType, version: 'v1'}
  if (!as || !kinds.has(as) || g !== 'meta.k8s.io' || (v !== 'v1' && v !== 'v1beta1')) return undefined
  if (as === 'Table' && (!tables || mediaType === protobufType)) return undefined
  return {mediaType, as: as as NonNullable<OutputForm['as']>, version: v}
}
