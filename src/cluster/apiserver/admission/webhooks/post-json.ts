import {jsonKind} from '../../../../api/go/json-kind.ts'
import {isObject, parseJson} from '../../../../api/json/index.ts'
import type {JsonObject} from '../../../../api/object.ts'
import {post} from '../../post.ts'
import type {WebhookTarget} from './target.ts'

/** Posts JSON and returns the object that is the answer; throws in the words of Go's HTTP client. */
export async function postJson(target: WebhookTarget, body: string, timeoutSeconds: number): Promise<JsonObject> {
  const {status, type, text} = await post(target, body, timeoutSeconds)
  if (status >= 200 && status < 300) return objectOf(text, status, type)
  if (status === 404) throw new Error('the server could not find the requested resource')
  if (status >= 500)
    throw new Error(
      `an error on the server (${JSON.stringify((isText(type) && text.trim()) || 'unknown')}) has prevented the request from succeeding`,
    )
  throw new Error('the server rejected our request for an unknown reason')
}

/** What is not called text, or not called anything, says nothing to people. */
const isText = (type: string): boolean => type === '' || type.startsWith('text/')

/** An object that says its kind. */
function objectOf(text: string, status: number, type: string): JsonObject {
  // What is sent back as nothing in particular is taken for what was sent.
  if (text === '')
    throw new Error(`0-length response with status code: ${status} and content type: ${type || 'application/json'}`)
  const value = parsed(text)
  if (isObject(value)) return value
  if (value === null) return {}
  const kind = jsonKind(value)
  const into = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
  throw new Error(
    `couldn't get version/kind; json parse error: json: cannot unmarshal ${kind} into Go value of type ${into}`,
  )
}

/** What is no JSON is a text, as YAML has it. */
function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return text
  }
}
