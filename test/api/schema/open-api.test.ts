import {strict as assert} from 'node:assert'
import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {openApiOf, schemaNames, schemaOf} from '../../../src/api/schema/index.ts'

const shared = path.resolve(import.meta.dirname, '../../../../shared/schemas.json')
type OpenApi = Record<string, unknown>

describe('openApiOf', () => {
  it('gives back every type as it was published', function () {
    if (!existsSync(shared)) return this.skip()
    const published = JSON.parse(readFileSync(shared, 'utf8')) as Record<string, OpenApi>

    assert.deepEqual(schemaNames().filter(isPublished), Object.keys(published).sort())
    for (const [name, expected] of Object.entries(published))
      assert.deepEqual(sorted(openApiOf(schemaOf(name))), sorted(expected), name)
  })
})

/** What a server publishes only where it is asked for. */
const isPublished = (name: string): boolean => !/^io\.k8s\.api\.\w+\.v\d(alpha|beta)\d\./.test(name)

const sorted = (schema: OpenApi): OpenApi =>
  schema['required'] ? {...schema, required: [...(schema['required'] as string[])].sort()} : schema
