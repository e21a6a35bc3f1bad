import {exponential, type Metrics} from '../../runtime/metrics/metrics.ts'
import {stopwatch} from '../../runtime/metrics/stopwatch.ts'
import type {Authenticator, Authorizer} from '../auth/interfaces.ts'

/** Seconds. */
const bounds = exponential(0.001, 2, 15)

/** The same authenticator, its answers counted under Kubernetes' names. */
export function countingAuthenticator(metrics: Metrics, inner: Authenticator): Authenticator {
  const users = metrics.counter('authenticated_user_requests', '[ALPHA] How many requests came from whom')
  const attempts = metrics.counter('authentication_attempts', '[ALPHA] How attempts to authenticate ended')
  const durations = metrics.histogram(
    'authentication_duration_seconds',
    '[ALPHA] How long it took to authenticate',
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
  const attempts = metrics.counter('authorization_attempts_total', '[ALPHA] How attempts to authorize ended')
  const durations = metrics.histogram('authorization_duration_seconds', '[ALPHA] How long it took to authorize', bounds)
  const decisions = metrics.counter(
    'apiserver_authorization_decisions_total',
    '[ALPHA] How many decisions which authorizer made',
  )
  return {
    async authorize(attributes) {
      const elapsed = stopwatch()
      let result = 'error'
      try {
        const decision = await inner.authorize(attributes)
        const {allowed, denied, error, by} = decision
        result = allowed ? 'allowed' : error ? 'error' : denied ? 'denied' : 'no-opinion'
        if (by) decisions.add({decision: allowed ? 'allowed' : 'denied', name: by.name, type: by.type})
        return decision
      } finally {
        attempts.add({result})
        durations.record({result}, elapsed())
      }
    },
  }
}
