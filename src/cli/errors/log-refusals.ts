import {logValue} from '../../api/go/log-value.ts'
import {ConnectionError} from '../../client/connection-error.ts'
import {DiscoveryRefused} from '../../client/discovery/discovery-refused.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'

const logged = new WeakSet<Error>()

/** Logs every vain attempt to learn what the server serves, as kubectl's discovery does, once for each error; nothing for other failures. */
export function logRefusals(error: unknown, invocation: Invocation<FlagSet>, attempts: number): void {
  if (isDiscoveryFailure(error)) logVain(error, invocation, attempts)
}

/** The same for commands that ask at once for what kubectl looks up before. */
export function logAsRefusals(error: unknown, invocation: Invocation<FlagSet>, attempts: number): void {
  if (error instanceof ConnectionError) logVain(error, invocation, attempts)
}

function logVain(error: ConnectionError | DiscoveryRefused, invocation: Invocation<FlagSet>, attempts: number): void {
  if (logged.has(error)) return
  logged.add(error)
  logAttempts(error, invocation, attempts)
}

/** Logs so many attempts, whatever has been logged before. */
export function logAttempts(
  error: ConnectionError | DiscoveryRefused,
  invocation: Invocation<FlagSet>,
  attempts: number,
): void {
  const cause = `couldn't get current server API group list: ${discoveryFailure(error)}`
  const text = `"Unhandled Error" err=${logValue(cause)}`
  for (let attempt = 0; attempt < attempts; attempt++)
    logLine(invocation, {severity: 'E', source: 'memcache.go:265', text})
}

/** Whether a server could not be asked what it serves. */
export const isDiscoveryFailure = (error: unknown): error is ConnectionError | DiscoveryRefused =>
  error instanceof DiscoveryRefused || (error instanceof ConnectionError && /\/apis?(\?timeout=\w+)?$/.test(error.url))

/** Why discovery failed: the request as its client sends it, to the older endpoint or another, or what the server has said. */
export function discoveryFailure(error: ConnectionError | DiscoveryRefused, path = '/api'): string {
  if (error instanceof DiscoveryRefused) return error.message
  const server = error.url.replace(/\/apis?(\/.*)?(\?.*)?$/, '')
  const [limit = 'timeout=32s'] = /timeout=\w+/.exec(error.url) ?? []
  return `Get ${JSON.stringify(`${server}${path}?${limit}`)}: ${error.why}`
}
