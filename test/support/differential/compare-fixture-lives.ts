import type {JsonObject} from '../../../src/api/object.ts'
import type {ResourceDefinition} from '../../../src/cluster/resources/define-resource.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'
import {type RawAnswer, type RawSend, rawSender} from './api-connection.ts'
import {type FixtureResult, prepare} from './compare-fixtures.ts'
import {type Format, finalize, levelled, mediaTypes, payload} from './compare-formats.ts'
import {differences} from './differences.ts'
import {complaintsOf, contentOf, type Fixture, fixturesOf, pathOf} from './fixtures.ts'
import {soundFixture} from './sound-fixtures.ts'

const formats = Object.keys(mediaTypes) as Format[]

export interface FixtureLives extends FixtureResult {
  /** Kinds whose fixtures a server does not take however they are mended. */
  refused: string[]
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
