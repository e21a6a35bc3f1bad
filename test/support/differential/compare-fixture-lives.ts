import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {JsonObject} from '../../../src/api/object.ts'
import type {ResourceDefinition} from '../../../src/cluster/resources/define-resource.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'
import {type RawAnswer, type RawSend, rawSender} from './api-connection.ts'
import {type FixtureResult, fixturesFolder, namespace, payloadOf, prepare} from './compare-fixtures.ts'
import {type Format, levelled, mediaTypes, payload, finalize} from './compare-formats.ts'
import {differences} from './differences.ts'
import {type Complaint, soundFixture} from './sound-fixtures.ts'

const formats = Object.keys(mediaTypes) as Format[]

export interface FixtureLives extends FixtureResult {
  /** Kinds whose fixtures a server does not take however they are mended. */
  refused: string[]
}

interface Fixture {
  definition: ResourceDefinition
  /** `apps.v1.Deployment`. */
  name: string
}

/**
 * Creates the fixture of every kind, mended where the first server refuses it, on two servers for real, in every format, with the answer in every format, reads it
 * back in every format, deletes it, and tells where the second server answers otherwise than the first.
 */
export async function compareFixtureLives(
  reference: string,
  kubeconfig: string,
  definitions: readonly ResourceDefinition[] = builtInResources,
): Promise<FixtureLives> {
  const servers = [rawSender(reference), rawSender(kubeconfig)] as const
  await Promise.all(servers.map(prepare))
  const result: FixtureLives = {identical: 0, total: 0, misses: [], refused: []}
  for (const fixture of fixturesOf(definitions)) {
    const object = await soundFixture(contentOf(fixture), complaintsOf(servers[0], fixture.definition))
    if (object) await live(servers, fixture, object, result)
    else result.refused.push(fixture.name)
  }
  return result
}

function fixturesOf(definitions: readonly ResourceDefinition[]): Fixture[] {
  const names = new Set(readdirSync(fixturesFolder))
  return definitions
    .filter(({verbs}) => verbs.includes('create'))
    .map(definition => ({
      definition,
      name: `${definition.group || 'core'}.${definition.version}.${definition.kind}`,
    }))
    .filter(({name}) => names.has(`${name}.json`))
}

function contentOf({name}: Fixture): JsonObject {
  const text = payloadOf(readFileSync(join(fixturesFolder, `${name}.json`)), 'json').toString('latin1')
  return JSON.parse(text) as JsonObject
}

const pathOf = ({group, version, plural, namespaced}: ResourceDefinition): string =>
  `${group ? `/apis/${group}/${version}` : `/api/${version}`}${namespaced ? `/namespaces/${namespace}` : ''}/${plural}`

/** What a server says of a fixture that it does not take. */
function complaintsOf(send: RawSend, definition: ResourceDefinition) {
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

async function live(
  servers: readonly [RawSend, RawSend],
  {definition, name}: Fixture,
  object: JsonObject,
  result: FixtureLives,
): Promise<void> {
  const path = pathOf(definition)
  const own = `${path}/${(object['metadata'] as JsonObject | undefined)?.['name']}`
  for (const format of formats) {
    const compare = async (what: string, answered: Format, send: (server: RawSend) => Promise<RawAnswer>) => {
      const answers = await Promise.all(servers.map(send))
      const [wanted, got] = answers.map(answer => levelled(answer, answered))
      const differing = differences(wanted, got)
      result.total += 1
      if (differing.length === 0) result.identical += 1
      else result.misses.push({name: `${name} in ${format}: ${what}`, differing})
    }
    const headers = {'content-type': mediaTypes[format]}
    for (const answered of formats) {
      const request = {method: 'POST', path: `${path}?fieldManager=m`, payload: payload(object, format)}
      await compare(`create, ${answered}`, answered, send =>
        send({...request, headers: {...headers, accept: mediaTypes[answered]}}),
      )
      for (const read of definition.verbs.includes('get') ? formats : [])
        await compare(`get ${read}`, read, send =>
          send({method: 'GET', path: own, headers: {accept: mediaTypes[read]}}),
        )
      await Promise.all(servers.map(send => remove(send, own)))
    }
  }
}

/** Not compared here: some kinds have finalizers of their own, which nobody is there to serve. */
async function remove(send: RawSend, own: string): Promise<void> {
  const json = {accept: 'application/json'}
  await send({method: 'DELETE', path: `${own}?gracePeriodSeconds=0`, headers: json})
  const headers = {...json, 'content-type': 'application/merge-patch+json'}
  await send({method: 'PATCH', path: own, headers, payload: JSON.stringify({metadata: {finalizers: null}})})
  if (own.startsWith('/api/v1/namespaces/') && own.split('/').length === 5) await finalize(send, own)
}
