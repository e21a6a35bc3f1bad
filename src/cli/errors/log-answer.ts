import {StatusError} from '../../api/status-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'

/** Logs the Status that a server has answered with, as kubectl does from `-v=4` on. */
export function logAnswer(error: unknown, invocation: Invocation<FlagSet>): void {
  if (!(error instanceof StatusError)) return
  const text = `server response object: %s[${JSON.stringify(error.status, undefined, 2)}]`
  logLine(invocation, {severity: 'I', source: 'helpers.go:246', text})
}
