import {type Answer, text} from '../answering.ts'
import {httpsServer} from './https.ts'

type CustomObject = Record<string, unknown> & {apiVersion: string}

interface ConversionRequest {
  uid: string
  desiredAPIVersion: string
  objects: CustomObject[]
}

/** Answers ConversionReviews for the tests' stable.example.com: v1 has one field `hostPort`, v2 has `host` and `port`. */
const convert: Answer = ({body}) => {
  let review: {kind?: string; apiVersion?: string; request?: ConversionRequest}
  try {
    review = JSON.parse(body)
  } catch (error) {
    return text(`failed to deserialize body (${body}) with error ${(error as Error).message}\n`, 400)
  }
  const {kind, apiVersion, request} = review
  if (kind !== 'ConversionReview' || !request)
    return text(`Unsupported group version kind: ${apiVersion}, Kind=${kind}\n`, 400)
  const {uid, desiredAPIVersion, objects} = request
  const converted = objects.map(object => inVersion(object, desiredAPIVersion))
  const problem = converted.find(each => typeof each === 'string')
  const response = problem
    ? {uid, convertedObjects: [], result: {metadata: {}, status: 'Failure', message: problem}}
    : {uid, convertedObjects: converted, result: {metadata: {}, status: 'Success'}}
  return {
    status: 200,
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({kind, apiVersion, response}),
  }
}

/** The object in another version, or why there is none. */
function inVersion(object: CustomObject, version: string): CustomObject | string {
  const from = object.apiVersion
  if (from === version) return `conversion from a version to itself should not call the webhook: ${version}`
  const converters: Record<string, (object: CustomObject) => CustomObject | string> = {
    'stable.example.com/v1 stable.example.com/v2': apart,
    'stable.example.com/v2 stable.example.com/v1': together,
  }
  const converted = converters[`${from} ${version}`]?.(object) ?? `unexpected conversion version "${version}"`
  return typeof converted === 'string' ? converted : {...converted, apiVersion: version}
}

function apart({hostPort, ...rest}: CustomObject): CustomObject | string {
  if (hostPort === undefined) return rest as CustomObject
  const parts = String(hostPort).split(':')
  if (parts.length !== 2) return `invalid hostPort value \`${hostPort}\``
  return {...rest, host: parts[0], port: parts[1]} as CustomObject
}

function together({host, port, ...rest}: CustomObject): CustomObject {
  if (host === undefined && port === undefined) return rest as CustomObject
  return {...rest, hostPort: `${host ?? ''}:${port ?? ''}`} as CustomObject
}

/** `agnhost crd-conversion-webhook`. */
export const crdConversionWebhook = httpsServer({'/crdconvert': convert})
