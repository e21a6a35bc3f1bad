import type {JsonObject, KubeObject} from '../../../api/object.ts'
import type {WatchEvent} from '../../../client/transport.ts'
import {hasBareItems} from './bare-items.ts'

/** How many items of a list are written at a time. */
const itemsPerChunk = 500

/** An object as Kubernetes writes it: kind, apiVersion and metadata first, `<`, `>` and `&` escaped, a newline at the end. */
export function encodeJson(object: JsonObject, pretty = false): string {
  const written = writtenForm(object)
  return pretty ? escapeHtml(JSON.stringify(written, undefined, 2)) : `${escapeHtml(JSON.stringify(written))}\n`
}

/** An object as it is written: a list's items have no kind of their own. */
export const writtenForm = (object: JsonObject): JsonObject =>
  hasBareItems(object) ? {...object, items: (object['items'] as KubeObject[]).map(withoutKind)} : object

/** A list, in pieces: a long one does not fit into one string. */
export function* encodeList(list: JsonObject): Generator<string> {
  const {items, ...head} = list
  const objects = items as KubeObject[]
  const bare = hasBareItems(list)
  yield `${escapeHtml(JSON.stringify(head).slice(0, -1))},"items":[`
  for (let start = 0; start < objects.length; start += itemsPerChunk) {
    const part = objects
      .slice(start, start + itemsPerChunk)
      .map(item => JSON.stringify(bare ? withoutKind(item) : item))
    yield escapeHtml((start > 0 ? ',' : '') + part.join(','))
  }
  yield ']}\n'
}

const lines = new WeakMap<WatchEvent, Uint8Array>()

/** An event's line, made once for all who watch. */
export function encodeEvent(event: WatchEvent): Uint8Array {
  let line = lines.get(event)
  if (!line) {
    line = Buffer.from(`${escapeHtml(JSON.stringify({type: event.type, object: event.object}))}\n`)
    lines.set(event, line)
  }
  return line
}

function withoutKind({kind: _, apiVersion: __, ...rest}: KubeObject): JsonObject {
  return rest
}

const html = /[<>&\u2028\u2029]/
const everyHtml = /[<>&\u2028\u2029]/g

const escapeHtml = (text: string): string =>
  html.test(text)
    ? text.replace(everyHtml, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text
