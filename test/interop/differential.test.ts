import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {compareFixtureLives} from '../support/differential/compare-fixture-lives.ts'
import {compareFixtures, fixturesFolder} from '../support/differential/compare-fixtures.ts'
import {compareFormats} from '../support/differential/compare-formats.ts'
import {compareSequences, type Sequence} from '../support/differential/compare-sequences.ts'
import {compareServers} from '../support/differential/compare-servers.ts'
import {generated} from '../support/differential/generated/index.ts'
import {sequences} from '../support/differential/sequences/index.ts'
import {hasRecordings} from '../support/shared.ts'

describe('generated requests to a real API server and to ours', () => {
  it('are answered alike, 99 in 100 at least', async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    // Both without controllers, which would go on changing what is compared.
    if (!hasRecordings || !existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(240_000)

    const results = await compareServers({reference, kubeconfig, kinds: [], count: 3, seed: 'kctl'})

    for (const {kind, identical, total} of results) console.log(`${kind} ${identical}/${total}`)
    const sum = (key: 'identical' | 'total') => results.reduce((so, result) => so + result[key], 0)
    assert.ok(sum('total') > 0)
    assert.ok(sum('identical') >= 0.99 * sum('total'), `${sum('identical')} of ${sum('total')}`)
  })

  it("are answered alike where they are kubernetes/api's own objects, in JSON, YAML and protobuf", async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    if (!existsSync(fixturesFolder) || !existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(120_000)

    const {identical, total, misses} = await compareFixtures(reference, kubeconfig)

    assert.ok(total > 300)
    // A few answers are in the order of a map.
    assert.ok(identical >= 0.98 * total, misses.map(({name}) => name).join('\n'))
  })

  it("are answered alike where kubernetes/api's own objects are created for real and read back, in JSON, YAML and protobuf", async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    if (!existsSync(fixturesFolder) || !existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(120_000)

    const {identical, total, misses, refused} = await compareFixtureLives(reference, kubeconfig)

    assert.deepEqual(refused, ['core.v1.Binding'])
    assert.ok(total > 1900)
    // A server's own word on its flow schemas may come a moment sooner or later.
    assert.ok(identical >= 0.99 * total, misses.map(({name}) => name).join('\n'))
  })

  it('are answered alike for the whole life of an object of each kind, in JSON, YAML and protobuf', async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    if (!hasRecordings || !existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(120_000)

    const {identical, total, misses} = await compareFormats({reference, kubeconfig})

    assert.ok(total > 1000)
    // What the servers' own controllers say of definitions may come a moment sooner or later.
    assert.ok(identical >= 0.99 * total, misses.map(({name}) => name).join('\n'))
  })

  it('are answered alike whatever is asked, 99 in 100 at least', async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    // A minute or two, for watches must end.
    if (!process.env['KCTL_SEQUENCES'] || !existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(400_000)
    const wanted = sequences().filter(({name}) => process.env['KCTL_SEQUENCES'] === 'all' || !name.includes('-'))

    const {identical, total} = await compared({reference, kubeconfig}, wanted)

    assert.ok(total > 0)
    assert.ok(identical >= 0.99 * total, `${identical} of ${total}`)
  })

  it('are answered alike where several requests in a row are made at random, 49 in 50 at least', async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    if (!process.env['KCTL_SEQUENCES'] || !existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(400_000)

    const {identical, total} = await compared({reference, kubeconfig}, generated('kctl', 8))

    // One answer that differs makes another object of it, and later ones differ, too.
    assert.ok(total > 1000)
    assert.ok(identical >= 0.98 * total, `${identical} of ${total}`)
  })
})

async function compared(
  servers: {reference: string; kubeconfig: string},
  wanted: readonly Sequence[],
): Promise<{identical: number; total: number}> {
  let identical = 0
  let total = 0
  for await (const result of compareSequences(servers, wanted)) {
    console.log(`${result.name} ${result.identical}/${result.total}`)
    identical += result.identical
    total += result.total
  }
  return {identical, total}
}
