import assert from 'node:assert/strict'
import fc from 'fast-check'
import {checkAnswer} from './expectations.ts'
import {hostileRequests} from './generators/index.ts'
import {bytesOf, type HostileRequest} from './hostile-request.ts'
import {type FuzzedServer, startFuzzedServer} from './hostile-server.ts'
import {exchange} from './raw-exchange.ts'

const count = Number(process.env['KCTL_FUZZ'] ?? 2000)
const seed = Number(process.env['KCTL_FUZZ_SEED'] ?? 34)
/** So many are enough to see what is wrong. */
const mostFailures = 30
/** What a server may hold more after all of it than before; bytes. */
const memoryLimit = 700 * 1024 * 1024

describe('An API server among hostile clients', () => {
  let server: FuzzedServer

  before(async () => {
    server = await startFuzzedServer()
  })
  after(() => server?.close())

  it(`answers ${count} malformed requests as Kubernetes would`, async function () {
    this.timeout(120_000 + count * 100)
    const before = await keptThings(server)
    const memory = process.memoryUsage().rss
    const rejections: unknown[] = []
    const notice = (error: unknown) => rejections.push(error)
    process.on('unhandledRejection', notice)

    const failures: string[] = []
    const asked = fc.asyncProperty(hostileRequests, async request => {
      const failure = await failureOf(server, request)
      if (failure) failures.push(failure)
      return failures.length < mostFailures
    })
    await fc.check(asked, {numRuns: count, seed, endOnFailure: true})
    process.off('unhandledRejection', notice)

    if (failures.length > 0) throw new Error(`${failures.length} and more:\n\n${failures.join('\n\n')}`)
    assert.deepEqual(rejections, [])
    assert.deepEqual(await keptThings(server), before)
    assert.deepEqual(strangers(), [])
    assert.ok(process.memoryUsage().rss - memory < memoryLimit, `${process.memoryUsage().rss - memory} bytes more`)
  })
})

/** What is wrong with the answer to a request; undefined: nothing. */
async function failureOf(server: FuzzedServer, request: HostileRequest): Promise<string | undefined> {
  try {
    const before = await server.revision()
    const answer = await exchange(server.connect(), bytesOf(request), {ends: request.raw !== undefined})
    checkAnswer(request, answer)
    if (answer.status >= 400) assert.equal(await server.revision(), before, 'a refused request has changed something')
    assert.deepEqual(strangers(), [])
    return undefined
  } catch (error) {
    return `${bytesOf(request).toString('latin1').slice(0, 1500)}\n==> ${(error as Error).message.slice(0, 600)}`
  }
}

/** What nobody in this test may write, as it is stored. */
async function keptThings({client}: FuzzedServer): Promise<object[]> {
  const namespace = 'kept'
  return Promise.all([
    client.get({group: '', version: 'v1', resource: 'secrets', namespace, name: 'kept'}),
    client.get({group: '', version: 'v1', resource: 'configmaps', namespace, name: 'kept'}),
  ])
}

const prototypes = {Object: Object.prototype, Array: Array.prototype, Function: Function.prototype, Map: Map.prototype}
const natives = new Map(
  Object.entries(prototypes).map(([name, prototype]) => [name, Reflect.ownKeys(prototype).length]),
)

/** Prototypes that have gained a property. */
function strangers(): string[] {
  const grown = Object.entries(prototypes).filter(
    ([name, prototype]) => Reflect.ownKeys(prototype).length !== natives.get(name),
  )
  return grown.map(([name]) => name)
}
