import type {Metrics} from '../../runtime/metrics/metrics.ts'
import {stopwatch} from '../../runtime/metrics/stopwatch.ts'
import type {TokenAuthenticator} from '../auth/authentication/tokens.ts'

/** What is counted of service accounts' tokens. */
export interface TokenMetrics {
  /** A token that was issued, good for longer than its holder was told; `late`: he should have a newer one by now. */
  bound(late: boolean): void
  /** A token that a secret holds. `kind`: who made the secret, and whether the token is not to be used any more. */
  legacy(kind: 'auto' | 'manual' | 'invalid'): void
}

/** Counts under Kubernetes' names. */
export function tokenMetrics(metrics: Metrics): TokenMetrics {
  const counter = (name: string, help: string) =>
    metrics.counter(`serviceaccount_${name}`, `[ALPHA] Cumulative ${help}`)
  const valid = counter('valid_tokens_total', 'valid projected service account tokens used')
  const stale = counter('stale_tokens_total', 'stale projected service account tokens used')
  const legacy = counter('legacy_tokens_total', 'legacy service account tokens used')
  const kinds = {
    auto: counter('legacy_auto_token_uses_total', 'auto-generated legacy tokens used'),
    manual: counter('legacy_manual_token_uses_total', 'manually created legacy tokens used'),
    invalid: counter('invalid_legacy_auto_token_uses_total', 'invalid auto-generated legacy tokens used'),
  }
  for (const each of [valid, stale, legacy, ...Object.values(kinds)]) each.at({})
  return {
    bound: late => (late ? stale : valid).add(),
    legacy(kind) {
      kinds[kind].add()
      if (kind !== 'invalid') legacy.add()
    },
  }
}

/** Seconds; Prometheus' own. */
const requestBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The same authenticator, counted as Kubernetes counts its cache of tokens: nothing is kept here, so that each is looked at anew. */
export function countingTokens(metrics: Metrics, inner: TokenAuthenticator): TokenAuthenticator {
  const name = (rest: string) => `authentication_token_cache_${rest}`
  const durations = metrics.histogram(name('request_duration_seconds'), '[ALPHA] ', requestBounds)
  const requests = metrics.counter(name('request_total'), '[ALPHA] ')
  const fetches = metrics.counter(name('fetch_total'), '[ALPHA] ')
  const active = metrics.gauge(name('active_fetch_count'), '[ALPHA] ')
  active.at({status: 'blocked'})
  const inFlight = active.at({status: 'in_flight'})
  return {
    async authenticateToken(token, audiences) {
      const elapsed = stopwatch()
      let status = 'error'
      inFlight.value += 1
      try {
        const user = await inner.authenticateToken(token, audiences)
        status = 'ok'
        return user
      } finally {
        inFlight.value -= 1
        fetches.add({status})
        requests.add({status: 'miss'})
        durations.record({status: 'miss'}, elapsed())
      }
    },
  }
}
