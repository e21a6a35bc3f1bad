import type {Metrics} from '../../runtime/metrics/metrics.ts'

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
