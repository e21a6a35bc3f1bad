import type {JsonObject} from '../../../api/object.ts'

/** Parameters that kubectl looks for where they are used: it tells by them what a server can do. */
const neverShared = new Set(['name', 'dryRun', 'fieldValidation'])

/** A Swagger document whose parameters that do not depend on a kind stand once, under `parameters`, as kube-openapi's builder has them. */
export function shareParameters(document: JsonObject): JsonObject {
  const names = new Map<string, string>()
  const shared: Record<string, JsonObject> = {}
  const referred = (parameter: JsonObject): JsonObject => {
    if (!isGeneric(parameter)) return parameter
    const text = JSON.stringify(parameter)
    let name = names.get(text)
    if (!name) {
      name = nameOf(parameter, text, shared)
      names.set(text, name)
      shared[name] = parameter
    }
    return {$ref: `#/parameters/${name}`}
  }
  const withReferences = (holder: JsonObject): JsonObject =>
    Array.isArray(holder['parameters'])
      ? {...holder, parameters: (holder['parameters'] as JsonObject[]).map(referred)}
      : holder
  const paths = mapValues(document['paths'], item =>
    withReferences(mapValues(item, value => (Array.isArray(value) ? value : withReferences(value)))),
  )
  const {definitions, paths: _, ...rest} = document
  const parameters = Object.fromEntries(Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1)))
  return {swagger: rest['swagger'], info: rest['info'], paths, definitions, parameters, ...rest}
}

function isGeneric({name, in: place, schema, $ref}: JsonObject): boolean {
  if ($ref || neverShared.has(String(name))) return false
  const of = String((schema as JsonObject | undefined)?.['$ref'] ?? '')
  return place !== 'body' || of.startsWith('#/definitions/io.k8s.apimachinery')
}

function nameOf(parameter: JsonObject, text: string, taken: Record<string, JsonObject>): string {
  const name = String(parameter['name'])
  let full = `${name}-${hash(text)}`
  for (let index = 1; full in taken; index++) full = `${name}-${index}`
  return full
}

/** Six bytes of FNV-1, as base64 that fits in URLs. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (const byte of Buffer.from(text)) value = BigInt.asUintN(64, value * 0x100000001b3n) ^ BigInt(byte)
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes.subarray(0, 6).toString('base64url')
}

const mapValues = (object: unknown, map: (value: JsonObject) => unknown): JsonObject =>
  Object.fromEntries(
    Object.entries((object ?? {}) as Record<string, JsonObject>).map(([key, value]) => [key, map(value)]),
  )
