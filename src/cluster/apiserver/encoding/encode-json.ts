import type {JsonObject, KubeObject} from '../../../api/object.ts'
import type {WatchEvent} from '../../../client/transport.ts'
import {hasBareItems} from './bare-items.ts'
import {keepsItems, textOfItem} from './item-texts.ts'

/** An object as Kubernetes writes it: kind, apiVersion and metadata first, `<`, `>` and `&` escaped, a newline at the end. */
export function encodeJson(object: JsonObject, pretty = false): string {
  const written = writtenForm(object)
  return pretty ? escapeHtml(JSON.stringify(written, undefined, 2)) : `${escapeHtml(JSON.stringify(written))}\n`
}

/** An object as it is written: a list's items have no kind of their own. */
export const writtenForm = (object: JsonObject): JsonObject =>
  hasBareItems(object) ? {...object, items: (object['items'] as KubeObject[]).map(withoutKind)} : object

/** The field of a list or a table that is encoded piece by piece. */
export const longField = ({items, rows}: JsonObject): 'items' | 'rows' | undefined =>
  Array.isArray(items) ? 'items' : Array.isArray(rows) ? 'rows' : undefined

/** A list or a table in pieces, one for each item: a long one does not fit into one string. */
export function* encodeList(list: JsonObject): Generator<string> {
  const {before, items, after} = aroundItems(list)
  const bare = hasBareItems(list)
  const encode = (item: KubeObject): string => escapeHtml(JSON.stringify(bare ? withoutKind(item) : item))
  const textOf = keepsItems(list, 'json') ? (item: KubeObject) => textOfItem(item, encode) : encode
  let separator = `${before}[`
  for (const item of items) {
    yield separator
    yield textOf(item)
    separator = ','
  }
  yield `${items.length > 0 ? '' : separator}]${after}}\n`
}

/** What is written before and after the items, in the order of the list's fields. */
function aroundItems(list: JsonObject): {before: string; items: KubeObject[]; after: string} {
  const fields = Object.entries(list)
  const long = longField(list)
  const at = fields.findIndex(([name]) => name === long)
  const inside = (some: typeof fields): string => escapeHtml(JSON.stringify(Object.fromEntries(some)).slice(1, -1))
  const first = inside(fields.slice(0, at))
  const last = inside(fields.slice(at + 1))
  return {
    before: `{${first ? `${first},` : ''}"${long}":`,
    items: fields[at]![1] as KubeObject[],
    after: last && `,${last}`,
  }
}

const lines = new WeakMap<WatchEvent, string>()

/** An event's line, made once for all who watch. */
export function encodeEvent(event: WatchEvent): string {
  let line = lines.get(event)
  if (line === undefined) {
    line = `${escapeHtml(JSON.stringify({type: event.type, object: event.object}))}\n`
    lines.set(event, line)
  }
  return line
}

function withoutKind({kind: _, apiVersion: __, ...rest}: KubeObject): JsonObject {
  return rest
}

const everyHtml = /[<>&\u2028\u2029]/g
const htmlCharacters = ['<', '>', '&', '\u2028', '\u2029']

/** To look for one character at a time costs a fifth of what an expression does. */
const escapeHtml = (text: string): string =>
  htmlCharacters.some(character => text.includes(character))
    ? text.replace(everyHtml, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text
