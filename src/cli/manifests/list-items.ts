import {jsonKind} from '../../api/go/json-kind.ts'
import {isObject} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'

/**
 * The items of a document; undefined if it is no list. To kubectl, whatever has `items` is one. Throws in kubectl's words for items that are no objects, or
 * lists themselves.
 */
export function listItems(document: KubeObject, source: string): KubeObject[] | undefined {
  if (!Object.hasOwn(document, 'items')) return undefined
  const items: unknown = document['items'] ?? []
  if (!Array.isArray(items))
    throw undecodable(source, items, 'Go struct field decodeList.items of type []json.RawMessage')
  const objects = items.map(item => itemOf(document, item ?? {}, source))
  if (objects.some(object => Array.isArray(object['items'])))
    throw new Error('*unstructured.Unstructured is not a list: no Items field in this object')
  return objects
}

/** The same for commands that decode into Go's types: there, only kinds of lists are lists, and those within them are taken apart, too. */
export function typedListItems({kind, apiVersion, items}: KubeObject): KubeObject[] | undefined {
  if (!isText(kind) || !kind.endsWith('List') || !Array.isArray(items)) return undefined
  const named = {apiVersion, kind: kind.slice(0, -'List'.length)}
  return items
    .map((item: KubeObject | null): KubeObject => (item?.kind && item.apiVersion ? item : {...item!, ...named}))
    .flatMap(item => typedListItems(item) ?? [item])
}

/** Throws in kubectl's words if an item does not say what it is, and its list does not either. */
export function checkItemKind({kind, apiVersion}: KubeObject): void {
  if (!isText(kind)) throw untyped("Object 'Kind' is missing in 'object has no kind field '")
  if (!isText(apiVersion)) throw untyped("Object 'apiVersion' is missing in 'object has no apiVersion field'")
}

/** An item that says nothing of its kind is of the one that the list is named for. */
function itemOf({kind, apiVersion}: KubeObject, item: unknown, source: string): KubeObject {
  if (!isObject(item)) throw undecodable(source, item, 'Go value of type map[string]interface {}')
  if (isText(item['kind']) || isText(item['apiVersion'])) return item as KubeObject
  return {...(item as KubeObject), apiVersion, kind: kind.replace(/List$/, '')}
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

const undecodable = (source: string, value: unknown, into: string): Error =>
  new Error(`unable to decode ${JSON.stringify(source)}: json: cannot unmarshal ${jsonKind(value)} into ${into}`)

const untyped = (why: string): Error =>
  new Error(`unable to get type info from the object "*unstructured.Unstructured": ${why}`)
