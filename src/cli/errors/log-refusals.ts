import {ConnectionError} from '../../client/connection-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'

/** Logs every vain attempt to learn what the server serves, as kubectl's discovery does; nothing for other failures. */
export function logRefusals(error: unknown, invocation: Invocation<FlagSet>, attempts: number): void {
  if (!(error instanceof ConnectionError) || !isDiscovery(error.url)) return
  const cause = `couldn't get current server API group list: ${discoveryFailure(error)}`
  const text = `"Unhandled Error" err=${JSON.stringify(cause)}`
  for (let attempt = 0; attempt < attempts; attempt++)
    logLine(invocation, {severity: 'E', source: 'memcache.go:265', text})
}

/** The failed request as discovery's client sends it: to the older endpoint, with a time limit. */
export const discoveryFailure = ({url, why}: ConnectionError): string =>
  `Get ${JSON.stringify(`${url.replace(/\/apis?$/, '')}/api?timeout=32s`)}: ${why}`

const isDiscovery = (url: string): boolean => /\/apis?$/.test(url)
