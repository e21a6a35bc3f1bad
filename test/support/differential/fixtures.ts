import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {JsonObject} from '../../../src/api/object.ts'
import type {ResourceDefinition} from '../../../src/cluster/resources/define-resource.ts'
import type {RawSend} from './api-connection.ts'
import {fixturesFolder, namespace, payloadOf} from './compare-fixtures.ts'
import {mediaTypes} from './compare-formats.ts'
import type {Complaint} from './sound-fixtures.ts'

/** An object of kubernetes/api with every field set. */
export interface Fixture {
  definition: ResourceDefinition
  /** `apps.v1.Deployment`. */
  name: string
}

/** Those of kinds that are created. */
export function fixturesOf(definitions: readonly ResourceDefinition[]): Fixture[] {
  const names = new Set(readdirSync(fixturesFolder))
  return definitions
    .filter(({verbs}) => verbs.includes('create'))
    .map(definition => ({
      definition,
      name: `${definition.group || 'core'}.${definition.version}.${definition.kind}`,
    }))
    .filter(({name}) => names.has(`${name}.json`))
}

export function contentOf({name}: Fixture): JsonObject {
  const text = payloadOf(readFileSync(join(fixturesFolder, `${name}.json`)), 'json').toString('latin1')
  return JSON.parse(text) as JsonObject
}

/** Of the collection. */
export const pathOf = ({group, version, plural, namespaced}: ResourceDefinition): string =>
  `${group ? `/apis/${group}/${version}` : `/api/${version}`}${namespaced ? `/namespaces/${namespace}` : ''}/${plural}`

/** What a server says of a fixture that it does not take. */
export function complaintsOf(send: RawSend, definition: ResourceDefinition) {
  return async (object: JsonObject): Promise<readonly Complaint[]> => {
    const {code, text} = await send({
      method: 'POST',
      path: `${pathOf(definition)}?dryRun=All`,
      headers: {accept: mediaTypes.json, 'content-type': mediaTypes.json},
      payload: JSON.stringify(object),
    })
    if (code < 300) return []
    const {message = '', details} = JSON.parse(text) as {message?: string; details?: {causes?: Complaint[]}}
    return details?.causes ?? [{message}]
  }
}
