import type {JsonObject, KubeObject} from '../../../api/object.ts'
import type {WatchEvent} from '../../../client/transport.ts'
import {hasBareItems} from './bare-items.ts'
import {bytesOfItem, keepsItems} from './item-bytes.ts'

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
export function* encodeList(list: JsonObject): Generator<Uint8Array> {
  const {items, ...head} = list
  const objects = items as KubeObject[]
  const encode = hasBareItems(list)
    ? (item: KubeObject) => JSON.stringify(withoutKind(item))
    : (item: KubeObject) => JSON.stringify(item)
  const encodePart = keepsItems(list, 'json') ? rememberedPart : freshPart
  yield Buffer.from(`${escapeHtml(JSON.stringify(head).slice(0, -1))},"items":[`)
  for (let start = 0; start < objects.length; start += itemsPerChunk) {
    const part = encodePart(objects.slice(start, start + itemsPerChunk), encode)
    yield start > 0 ? part : part.subarray(1)
  }
  yield Buffer.from(']}\n')
}

type Encode = (item: KubeObject) => string

/** Some items, a comma before each. */
const freshPart = (items: KubeObject[], encode: Encode): Uint8Array =>
  Buffer.from(escapeHtml(`,${items.map(encode).join(',')}`))

function rememberedPart(items: KubeObject[], encode: Encode): Uint8Array {
  const escaped = (item: KubeObject) => escapeHtml(encode(item))
  return Buffer.concat(items.map(item => bytesOfItem(item, escaped)))
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
