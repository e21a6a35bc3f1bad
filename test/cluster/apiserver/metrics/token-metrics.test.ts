import assert from 'node:assert/strict'
import {countingTokens} from '../../../../src/cluster/apiserver/metrics/token-metrics.ts'
import {Metrics} from '../../../../src/cluster/runtime/metrics/metrics.ts'

describe('tokens', () => {
  it('are counted as those that no cache had, and whether they could be looked at', async () => {
    const metrics = new Metrics()
    const during: (string | undefined)[] = []
    const inFlight = () => /status="in_flight"\} (\d)/.exec(metrics.text())?.[1]
    const tokens = countingTokens(metrics, {
      async authenticateToken(token) {
        during.push(inFlight())
        if (token === 'broken') throw new Error('no')
        return undefined
      },
    })

    await tokens.authenticateToken('a', [])
    await assert.rejects(tokens.authenticateToken('broken', []))

    const text = metrics.text()
    assert.deepEqual([...during, inFlight()], ['1', '1', '0'])
    for (const line of [
      'fetch_total{status="ok"} 1',
      'fetch_total{status="error"} 1',
      'request_total{status="miss"} 2',
      'request_duration_seconds_count{status="miss"} 2',
    ])
      assert.ok(text.includes(`authentication_token_cache_${line}\n`), text)
  })
})
