import assert from 'node:assert/strict'
import type {ApiRequest, ApiResponse, Transport} from '../../src/client/transport.ts'
import {withDeadline} from '../../src/client/with-deadline.ts'

/** Never answers, and gives up when it is told to. */
const silent: Transport = {
  request: ({signal}: ApiRequest) =>
    new Promise<ApiResponse>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  close: async () => {},
}

describe('a transport with a deadline', () => {
  it("gives a request up in Go's words", async () => {
    const transport = withDeadline(silent, 5)

    const answer = transport.request({method: 'GET', url: '/api'})
    // The deadline alone keeps no process alive.
    const alive = setInterval(() => {}, 1000)

    await assert.rejects(answer, /Client\.Timeout exceeded while awaiting headers/)
    clearInterval(alive)
  })

  it('passes on that the caller has given up', async () => {
    const caller = new AbortController()
    const answer = withDeadline(silent, 60_000).request({method: 'GET', url: '/api', signal: caller.signal})

    caller.abort(new Error('enough'))

    await assert.rejects(answer, /enough/)
  })

  it('is the transport itself where there is none', () => {
    assert.equal(withDeadline(silent, 0), silent)
  })
})
