import assert from 'node:assert/strict'
import {ServerTime} from '../../src/client/server-time.ts'
import type {ApiResponse} from '../../src/client/transport.ts'

const noon = Date.UTC(2026, 0, 1, 12)
const minute = 60_000

/** A server that answers with the next of these headers. */
const serverWith = (...answers: ApiResponse['headers'][]) => ({
  request: async (): Promise<ApiResponse> => ({
    status: 200,
    headers: answers.shift() ?? {},
    body: {type: 'text', text: ''},
  }),
  close: async () => {},
})
const request = {method: 'GET', url: '/'} as const

describe('the time where a server is', () => {
  it("is this machine's before anything was asked", () => {
    const time = new ServerTime(() => noon)

    assert.equal(time.now(), noon)
  })

  it('is what the last answer said, and goes on from there', async () => {
    let machine = noon
    const time = new ServerTime(() => machine)
    const transport = time.listening(
      serverWith({date: 'Thu, 01 Jan 2026 13:00:00 GMT'}, {date: 'Thu, 01 Jan 2026 11:00:00 GMT'}),
    )

    await transport.request(request)
    machine += minute
    const first = time.now()
    await transport.request(request)
    const second = time.now()

    assert.deepEqual([first, second], [noon + 61 * minute, noon - 60 * minute])
  })

  it('stays what it was where an answer does not say', async () => {
    const time = new ServerTime(() => noon)
    const transport = time.listening(serverWith({date: 'Thu, 01 Jan 2026 13:00:00 GMT'}, {}, {date: 'soon'}))

    await transport.request(request)
    await transport.request(request)
    await transport.request(request)

    assert.equal(time.now(), noon + 60 * minute)
  })
})
