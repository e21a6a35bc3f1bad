import {builtInResources} from '../../../src/cluster/resources/index.ts'
import {rawSender} from './api-connection.ts'
import {namespace, prepare} from './compare-fixtures.ts'
import {complaintsOf, contentOf, fixturesOf} from './fixtures.ts'
import {type Body, type Original, original} from './objects.ts'
import {soundFixture} from './sound-fixtures.ts'

/** Objects with every field set that a server takes, as the real one says. */
export async function richOriginals(reference: string, kinds: readonly string[], home: string): Promise<Original[]> {
  const send = rawSender(reference)
  await prepare(send)
  const wanted = fixturesOf(builtInResources).filter(
    ({definition: {kind}}) => kinds.length === 0 || kinds.includes(kind),
  )
  const found: Original[] = []
  for (const fixture of wanted) {
    const metadata = Object.entries(contentOf(fixture)['metadata'] as object).filter(([name]) => !theServers.has(name))
    const content = {...contentOf(fixture), metadata: Object.fromEntries(metadata)}
    const object = await soundFixture(content, complaintsOf(send, fixture.definition))
    if (!object) continue
    const text = JSON.stringify(object).replaceAll(namespace, home)
    found.push(original(JSON.parse(text) as Body))
  }
  return found
}

/** What no update may say otherwise than the server does. */
const theServers = new Set([
  'generateName',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
])
