import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import {type JsonObject, parseApiVersion} from '../../../src/api/object.ts'
import {decodeProtobuf} from '../../../src/api/protobuf/decode.ts'
import {encodeProtobuf} from '../../../src/api/protobuf/encode.ts'
import {decode, schemaOfKind} from '../../../src/api/schema/index.ts'

/** The round-trip fixtures of kubernetes/api: every kind of every version, in JSON and protobuf. */
const folder = process.env['KCTL_API_TESTDATA'] ?? join(homedir(), 'go/pkg/mod/k8s.io/api@v0.34.3/testdata/HEAD')

/** Kinds that are served today; older versions are no more. */
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter(name => name.endsWith('.pb'))
      .map(name => name.slice(0, -3))
      .filter(name => schemaOf(json(name)))
  : []

function json(name: string): JsonObject {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as JsonObject
}

function schemaOf({apiVersion, kind}: JsonObject) {
  return schemaOfKind({...parseApiVersion(String(apiVersion)), kind: String(kind)})
}

/** An object as Go's JSON would have it: what is zero and may be left out is left out. */
function plain({kind, apiVersion, ...rest}: JsonObject): unknown {
  const schema = schemaOf({kind, apiVersion} as JsonObject)!
  return JSON.parse(JSON.stringify({kind, apiVersion, ...decode(schema, structuredClone(rest)).object}))
}

describe("kubernetes/api's round-trip fixtures", () => {
  before(function () {
    if (names.length === 0) this.skip()
  })

  it('are read from protobuf as they are in JSON', () => {
    assert.ok(names.length >= 70, `${names.length} kinds`)
    for (const name of names)
      assert.deepEqual(plain(decodeProtobuf(readFileSync(join(folder, `${name}.pb`)))), plain(json(name)), name)
  })

  it('come back from protobuf as they went in', () => {
    for (const name of names)
      assert.deepEqual(plain(decodeProtobuf(encodeProtobuf(json(name)))), plain(json(name)), name)
  })

  it('are the same bytes as Go writes', () => {
    const others = names.filter(
      name => Buffer.compare(Buffer.from(encodeProtobuf(json(name))), readFileSync(join(folder, `${name}.pb`))) !== 0,
    )
    assert.deepEqual(others, [])
  })
})
