import assert from 'node:assert/strict'
import type {Pod} from '../../../src/api/kinds.ts'
import {
  ServiceAccountTokens,
  type TokenProjection,
} from '../../../src/cluster/kubelet/volumes/service-account-tokens.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import type {ComponentContext} from '../../../src/cluster/runtime/component.ts'
import {SeededRandom} from '../../../src/cluster/runtime/random.ts'

const minute = 60_000
const pod = (projection: TokenProjection) =>
  ({
    metadata: {namespace: 'default', name: 'p', uid: 'u'},
    spec: {
      serviceAccountName: 'robot',
      containers: [],
      volumes: [{name: 'v', projected: {sources: [{serviceAccountToken: projection}]}}],
    },
  }) as unknown as Pod

describe('tokens of pods', () => {
  const clock = new ClusterClock(0)
  let asked: number
  let refused: boolean
  let tokens: ServiceAccountTokens
  const pass = (milliseconds: number) => clock.advance(clock.now() + milliseconds, async () => undefined)
  const get = (projection: TokenProjection) => tokens.token(pod(projection), projection)

  beforeEach(() => {
    asked = 0
    refused = false
    const client = {
      async create(_path: object, {spec}: {spec: {expirationSeconds: number}}) {
        if (refused) throw new Error('refused')
        asked += 1
        const expires = clock.now() + spec.expirationSeconds * 1000
        return {spec, status: {token: `token ${asked}`, expirationTimestamp: new Date(expires).toISOString()}}
      },
    }
    tokens = new ServiceAccountTokens({client, clock, random: new SeededRandom('x')} as unknown as ComponentContext)
  })

  it('are kept until a fifth of their life is left', async () => {
    const projection = {path: 'token', expirationSeconds: 600}
    const first = await get(projection)
    const due = tokens.renewalOf(pod(projection), pod(projection).spec!.volumes![0]!)!
    await pass(7.5 * minute)
    const second = await get(projection)
    await pass(minute / 2)

    assert.deepEqual([first, second, await get(projection)], ['token 1', 'token 1', 'token 2'])
    assert.ok(due > 7.8 * minute && due <= 8 * minute)
  })

  it('are renewed after a day, however long they live', async () => {
    const projection = {path: 'token', expirationSeconds: 7 * 24 * 3600}
    await get(projection)
    await pass(24 * 60 * minute)

    assert.equal(await get(projection), 'token 2')
  })

  it('are used for as long as they are good where they cannot be renewed', async () => {
    const projection = {path: 'token', expirationSeconds: 600}
    await get(projection)
    await pass(9 * minute)
    refused = true

    assert.equal(await get(projection), 'token 1')
    await pass(minute)
    await assert.rejects(get(projection), /refused/)
  })

  it('differ by audience', async () => {
    assert.deepEqual(
      [await get({path: 'a', audience: 'vault'}), await get({path: 'b'}), await get({path: 'c', audience: 'vault'})],
      ['token 1', 'token 2', 'token 1'],
    )
  })
})
