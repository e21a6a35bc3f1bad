import assert from 'node:assert/strict'
import type {JsonObject} from '../../../src/api/object.ts'
import {decodeProtobuf} from '../../../src/api/protobuf/decode.ts'
import {encodeProtobuf, encodeProtobufPieces, encodeWatchEvent, hasMessage} from '../../../src/api/protobuf/encode.ts'
import {findSchema, type Schema, schemaNames} from '../../../src/api/schema/index.ts'
import {SeededRandom} from '../../../src/cluster/runtime/random.ts'

const rounds = 3
const deepest = 7

/** Every built-in kind that has a message, each with its type. */
const kinds = schemaNames().flatMap(name => {
  const schema = findSchema(name)!
  const [kind] = schema.groupVersionKinds ?? []
  return kind && hasMessage(kind) && schema.fields.has('metadata') ? [{...kind, schema}] : []
})

/** A piece is only there until the next one. */
function copies(pieces: Iterable<Uint8Array>): Buffer[] {
  const all: Buffer[] = []
  for (const piece of pieces) all.push(Buffer.from(piece))
  return all
}

describe('writing Kubernetes protobuf', () => {
  it('loses nothing of any kind', () => {
    assert.ok(kinds.length > 100)
    for (const {group, version, kind, schema} of kinds)
      for (let round = 0; round < rounds; round++) {
        const made = new Maker(`${kind}/${round}`).object(schema, 0)
        const object = {...made, kind, apiVersion: group ? `${group}/${version}` : version}

        const read = decodeProtobuf(encodeProtobuf(object))

        assert.deepEqual(sorted(read), sorted(object), `${group}/${version} ${kind}`)
      }
  })

  it('writes zero values and empty structs as Go does', () => {
    const bytes = encodeProtobuf({kind: 'Secret', apiVersion: 'v1', metadata: {name: 'a'}, data: {k: 'AQI='}})

    assert.equal(
      Buffer.from(bytes).toString('hex'),
      '6b387300' +
        '0a0c0a02763112065365637265' +
        '74' +
        '121e0a110a016112001a00220' +
        '02a00320038004200' +
        '12070a016b120201021a001a002200',
    )
  })

  it('writes the items that it remembers as it would have written them', async () => {
    const list = (...names: string[]) => {
      const items = names.map(name => known.get(name) ?? {metadata: {name}, data: {key: name.repeat(100)}})
      for (const item of items) known.set(item.metadata.name, item)
      return {kind: 'ConfigMapList', apiVersion: 'v1', metadata: {resourceVersion: '7'}, items}
    }
    const known = new Map<string, {metadata: {name: string}; data: {key: string}}>()
    const memory = new WeakMap<object, string>()

    const first = copies(await encodeProtobufPieces(list('a', 'b'), memory))
    const second = copies(await encodeProtobufPieces(list('b', 'c', 'a'), memory))

    assert.deepEqual(Buffer.concat(first), Buffer.from(encodeProtobuf(list('a', 'b'))))
    assert.deepEqual(Buffer.concat(second), Buffer.from(encodeProtobuf(list('b', 'c', 'a'))))
    assert.ok([...known.values()].every(item => memory.has(item)))
  })

  it('writes long lists in pieces and in turns with others, as it would have written them whole', async () => {
    const items = Array.from({length: 1100}, (_, index) => ({
      metadata: {name: `n-${index}`, labels: {b: 'größer', a: String(index)}},
      data: {key: 'x'.repeat(index * 5)},
      binaryData: {large: Buffer.alloc(index === 7 ? 400_000 : 3, 1).toString('base64')},
    }))
    const list = {kind: 'ConfigMapList', apiVersion: 'v1', metadata: {resourceVersion: '7'}, items}

    const pieces = copies(await encodeProtobufPieces(list))

    assert.ok(pieces.length > 3)
    assert.deepEqual(Buffer.concat(pieces), Buffer.from(encodeProtobuf(list)))
    const read = decodeProtobuf(Buffer.concat(pieces))['items'] as JsonObject[]
    assert.deepEqual(read, items)
  })

  it('writes what has a kind and no version, as the discovery of the legacy API has', () => {
    const object = {kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: []}

    const bytes = Buffer.from(encodeProtobuf(object))

    assert.equal(bytes.toString('latin1'), 'k8s\0\n\x0f\n\0\x12\x0bAPIVersions\x12\x04\n\x02v1\x1a\0"\0')
  })

  it('frames the events of a watch', () => {
    const object = {kind: 'ConfigMap', apiVersion: 'v1', metadata: {name: 'a'}}

    const frame = Buffer.from(encodeWatchEvent({type: 'ADDED', object}))

    assert.equal(frame.readUInt32BE(), frame.length - 4)
    assert.deepEqual([...frame.subarray(4, 11)], [0x0a, 5, ...Buffer.from('ADDED')])
    const whole = frame.subarray(frame.indexOf('k8s\0'))
    assert.deepEqual(decodeProtobuf(whole), object)
  })

  it('writes bare metadata, and refuses kinds that have no message', () => {
    const apiVersion = 'meta.k8s.io/v1'
    const item = {kind: 'PartialObjectMetadata', apiVersion, metadata: {name: 'a'}}

    assert.ok(encodeProtobuf({kind: 'PartialObjectMetadataList', apiVersion, metadata: {}, items: [item]}).length > 20)
    assert.throws(() => encodeProtobuf({kind: 'Widget', apiVersion: 'example.com/v1', metadata: {}}), RangeError)
  })
})

/** Makes objects of a type that say of every field something other than its zero value, or nothing. */
class Maker {
  private readonly random: SeededRandom

  constructor(seed: string) {
    this.random = new SeededRandom(seed)
  }

  object(schema: Schema, depth: number): JsonObject {
    const out: JsonObject = {}
    for (const {name, schema: type, pointer, omit} of schema.fields.values()) {
      if (schema.groupVersionKinds && (name === 'kind' || name === 'apiVersion')) continue
      const given = !pointer && (type.type === 'object' || omit === 'never')
      if (depth > deepest ? !given : !given && this.random.number() < 0.3) continue
      const value = this.value(type, depth)
      if (value !== undefined) out[name] = value
    }
    if (schema.name?.endsWith('.ResourceFieldSelector')) out['divisor'] ??= '1'
    return out
  }

  private value(schema: Schema, depth: number): unknown {
    const number = 1 + Math.floor(this.random.number() * 100_000)
    switch (schema.type) {
      case 'object':
        return this.object(schema, depth + 1)
      case 'map': {
        const item = this.value(schema.items!, depth + 1)
        return item === undefined ? undefined : {[`k${number}`]: item, é: item}
      }
      case 'array': {
        const items = [this.value(schema.items!, depth + 1), this.value(schema.items!, depth + 1)]
        return items.includes(undefined) ? undefined : items
      }
      case 'string':
        return `text ${number} ✓`
      case 'bytes':
        return Buffer.from(`bytes ${number}`).toString('base64')
      case 'integer':
        return number % 2 ? number : -number
      case 'number':
        return number / 8
      case 'boolean':
        return true
      case 'int-or-string':
        return number % 2 ? number : `${number}%`
      case 'quantity':
        return `${number}Mi`
      case 'time':
        return '2026-01-02T03:04:05Z'
      case 'microtime':
        return '2026-01-02T03:04:05.000678Z'
      default:
        return this.free(schema, depth)
    }
  }

  /** Values that no schema describes. */
  private free({name = ''}: Schema, depth: number): unknown {
    const props = findSchema('io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps')!
    const nested = () => this.object(props, Math.max(depth, deepest - 1) + 1)
    if (name.endsWith('.JSONSchemaPropsOrArray')) return [nested()]
    if (name.endsWith('.JSONSchemaPropsOrBool')) return this.random.number() < 0.5 ? true : nested()
    if (name.endsWith('.JSONSchemaPropsOrStringArray')) return ['a', 'b']
    if (name.endsWith('.CustomResourceSubresourceStatus')) return {}
    return {a: [1, 'b', {c: null}]}
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map(key => [key, sorted((value as JsonObject)[key])]))
}
