import type {DurationSeries, Durations} from '../../runtime/metrics/durations.ts'
import {exponential, type Metrics} from '../../runtime/metrics/metrics.ts'
import {stopwatch} from '../../runtime/metrics/stopwatch.ts'
import type {Authenticator, Authorizer} from '../auth/interfaces.ts'

/** Seconds. */
const bounds = exponential(0.001, 2, 15)

/** The same authenticator, its answers counted under Kubernetes' names. */
export function countingAuthenticator(metrics: Metrics, inner: Authenticator): Authenticator {
  const users = metrics.counter(
    'authenticated_user_requests',
    '[ALPHA] Counter of authenticated requests broken out by username.',
  )
  const attempts = metrics.counter('authentication_attempts', '[ALPHA] Counter of authenticated attempts.')
  const durations = metrics.histogram(
    'authentication_duration_seconds',
    '[ALPHA] Authentication duration in seconds broken out by result.',
    bounds,
  )
  return {
    async authenticate(request) {
      const elapsed = stopwatch()
      let result = 'error'
      try {
        const user = await inner.authenticate(request)
        result = user ? 'success' : 'failure'
        if (user) users.add({username: shortName(user.name)})
        return user
      } finally {
        attempts.add({result})
        durations.record({result}, elapsed())
      }
    },
  }
}

const known = new Set(['admin', 'client', 'kube_proxy', 'kubelet', 'system:serviceaccount:kube-system:default'])

/** Few values, whoever comes. */
const shortName = (name: string): string => (known.has(name) ? name : name.includes('@') ? 'email_id' : 'other')

/** The same authorizer, its decisions counted under Kubernetes' names. */
export function countingAuthorizer(metrics: Metrics, inner: Authorizer): Authorizer {
  const attempts = metrics.counter(
    'authorization_attempts_total',
    "[ALPHA] Counter of authorization attempts broken down by result. It can be either 'allowed', 'denied', 'no-opinion' or 'error'.",
  )
  const durations = metrics.histogram(
    'authorization_duration_seconds',
    '[ALPHA] Authorization duration in seconds broken out by result.',
    bounds,
  )
  const decisions = metrics.counter(
    'apiserver_authorization_decisions_total',
    '[ALPHA] Total number of terminal decisions made by an authorizer split by authorizer type, name, and decision.',
  )
  // Every request is counted here, with few outcomes.
  const outcomes = new Map<string, {attempts: {value: number}; duration: DurationSeries}>()
  const outcomeOf = (result: string) => {
    let outcome = outcomes.get(result)
    if (!outcome) {
      outcome = {attempts: attempts.at({result}), duration: durations.at({result})}
      outcomes.set(result, outcome)
    }
    return outcome
  }
  const allowedBy = new Map<string, {value: number}>()
  const count = ({name, type}: {name: string; type: string}, allowed: boolean): void => {
    if (!allowed) return decisions.add({decision: 'denied', name, type})
    let number = allowedBy.get(name)
    if (!number) {
      number = decisions.at({decision: 'allowed', name, type})
      allowedBy.set(name, number)
    }
    number.value += 1
  }
  return {
    async authorize(attributes) {
      const start = performance.now()
      let result = 'error'
      try {
        const decision = await inner.authorize(attributes)
        const {allowed, denied, error, by} = decision
        result = allowed ? 'allowed' : error ? 'error' : denied ? 'denied' : 'no-opinion'
        if (by) count(by, allowed)
        return decision
      } finally {
        const outcome = outcomeOf(result)
        outcome.attempts.value += 1
        outcome.duration.record((performance.now() - start) / 1000)
      }
    },
  }
}

/** How long the certificates that clients come with are still good. */
export const certificateLifetimes = (metrics: Metrics): Durations =>
  metrics.histogram(
    'apiserver_client_certificate_expiration_seconds',
    '[ALPHA] Distribution of the remaining lifetime on the certificate used to authenticate a request.',
    [0, 0.5, 1, 2, 6, 12, 24, 48, 96, 168, 720, 2160, 4320, 8640].map(hours => hours * 3600),
  )
