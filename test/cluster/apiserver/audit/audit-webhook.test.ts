import assert from 'node:assert/strict'
import {AuditWebhook, type AuditWebhookOptions} from '../../../../src/cluster/apiserver/audit/audit-webhook.ts'
import {silent} from '../../../../src/cluster/runtime/logger.ts'

const line = (name: string, rest: object = {}): string =>
  `${JSON.stringify({kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Request', auditID: name, ...rest})}\n`
const sentForm = (name: string): string => JSON.stringify({level: 'Request', auditID: name})

/** A webhook's other end, and a time that passes when it is told to. */
function webhook(options: Partial<AuditWebhookOptions> = {}, answer: () => Promise<void> = async () => {}) {
  const batches: string[][] = []
  const lost: [string, number][] = []
  let now = 0
  let timers: {due: number; callback: () => void}[] = []
  const time: AuditWebhookOptions['time'] = {
    now: () => now,
    wake(milliseconds, callback) {
      const timer = {due: now + milliseconds, callback}
      timers.push(timer)
      return () => {
        timers = timers.filter(other => other !== timer)
      }
    },
  }
  const sender = {
    async send(events: readonly string[]) {
      batches.push([...events])
      await answer()
    },
    hurry() {},
  }
  const sink = new AuditWebhook({
    sender,
    mode: 'batch',
    batch: {bufferSize: 5, maxSize: 3, maxWait: 1000},
    time,
    log: silent,
    lost: (plugin, count) => lost.push([plugin, count]),
    ...options,
  })
  const pass = (milliseconds: number) => {
    now += milliseconds
    const due = timers.filter(timer => timer.due <= now)
    timers = timers.filter(timer => timer.due > now)
    for (const {callback} of due) callback()
  }
  return {sink, batches, lost, pass}
}

describe('An audit webhook', () => {
  it('is sent what has come within a time', () => {
    const {sink, batches, pass} = webhook()

    sink.write(line('a'))
    pass(500)
    sink.write(line('b'))
    const before = batches.length
    pass(500)

    assert.equal(before, 0)
    assert.deepEqual(batches, [[sentForm('a'), sentForm('b')]])
  })

  it('is sent a full batch at once', () => {
    const {sink, batches} = webhook()

    for (const name of ['a', 'b', 'c', 'd']) sink.write(line(name))

    assert.deepEqual(batches, [['a', 'b', 'c'].map(sentForm)])
  })

  it('is sent only so many batches at a time, and loses what cannot wait', () => {
    const throttle = {qps: 1, burst: 1}
    const {sink, batches, lost, pass} = webhook({batch: {bufferSize: 2, maxSize: 1, maxWait: 1000, throttle}})

    for (const name of ['a', 'b', 'c', 'd']) sink.write(line(name))
    pass(1000)

    assert.deepEqual(batches, [[sentForm('a')], [sentForm('b')]])
    assert.deepEqual(lost, [['buffered', 1]])
  })

  it('is sent the rest when the server stops', async () => {
    const {sink, batches} = webhook()
    sink.write(line('a'))

    await sink.close()

    assert.deepEqual(batches, [[sentForm('a')]])
  })

  it('makes requests wait in a blocking mode, and fail in the strict one', async () => {
    const down = async () => {
      throw new Error('down')
    }
    const lenient = webhook({mode: 'blocking'}, down)
    const strict = webhook({mode: 'blocking-strict'}, down)
    for (const {sink} of [lenient, strict]) sink.write(line('a'))

    const answers = [await lenient.sink.stored?.(), await strict.sink.stored?.()]

    assert.deepEqual(answers, [true, false])
    assert.deepEqual(strict.lost, [['webhook', 1]])
  })

  it('is spared the objects of large events, and events that are large without them', () => {
    const {sink, batches, lost, pass} = webhook({truncate: {maxEventSize: 120, maxBatchSize: 1000}})

    sink.write(line('a', {requestObject: {data: 'x'.repeat(200)}}))
    sink.write(line('b', {user: 'x'.repeat(200)}))
    pass(1000)

    const kept = {level: 'Request', auditID: 'a', annotations: {'audit.k8s.io/truncated': 'true'}}
    assert.deepEqual(batches, [[JSON.stringify(kept)]])
    assert.deepEqual(lost, [['truncate', 1]])
  })
})
