import assert from 'node:assert/strict'
import type {Event} from '../../../src/api/kinds.ts'
import {createEventRecorder} from '../../../src/cluster/runtime/api-event-recorder.ts'
import {bench} from '../../support/controller-bench.ts'

const about = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'web', namespace: 'd', uid: 'u', resourceVersion: '7'}}
const said = (message: string) => ({type: 'Warning' as const, reason: 'Failed', message, source: 'kubelet', host: 'n1'})

describe('event recorder', () => {
  it('counts repeats up, also those of an earlier process', async () => {
    const {api, context, settle, advance, close} = bench()
    const first = createEventRecorder(context)
    first.record(about, said('no'))
    await settle()
    await advance(5000)
    first.record(about, said('no'))
    await settle()
    createEventRecorder(context).record(about, said('no'))
    await settle()

    const [event, ...others] = api.all('events') as Event[]
    assert.equal(others.length, 0)
    assert.match(event!.metadata.name!, /^web\.[0-9a-f]{16}$/)
    assert.equal(event!.count, 3)
    assert.equal(event!.firstTimestamp, '2026-01-01T00:00:00Z')
    assert.equal(event!.lastTimestamp, '2026-01-01T00:00:05Z')
    assert.deepEqual(event!.source, {component: 'kubelet', host: 'n1'})
    await close()
  })

  it('writes an event anew that was taken away, with its count and first time', async () => {
    const {api, context, settle, advance, close} = bench()
    const recorder = createEventRecorder(context)
    recorder.record(about, said('no'))
    await settle()
    const [first] = api.all('events') as Event[]
    api.remove('events', `d/${first!.metadata.name}`)

    await advance(5000)
    recorder.record(about, said('no'))
    await settle()

    const [event, ...others] = api.all('events') as Event[]
    assert.equal(others.length, 0)
    assert.equal(event!.metadata.name, first!.metadata.name)
    assert.equal(event!.count, 2)
    assert.equal(event!.firstTimestamp, '2026-01-01T00:00:00Z')
    assert.equal(event!.lastTimestamp, '2026-01-01T00:00:05Z')
    await close()
  })

  it('combines similar events and stops at a burst of 25', async () => {
    const {api, context, settle, close} = bench()
    const recorder = createEventRecorder(context)
    for (let index = 0; index < 40; index += 1) recorder.record(about, said(`no ${index}`))
    await settle()
    const events = api.all('events') as Event[]
    assert.equal(events.length, 10)
    assert.equal(events.at(-1)!.message, '(combined from similar events): no 24')
    assert.equal(events.at(-1)!.count, 16)
    await close()
  })
})
