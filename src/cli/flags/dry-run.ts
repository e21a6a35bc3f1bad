import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'
import {booleanOf} from './boolean-of.ts'
import type {FlagSet} from './flag.ts'

/** What `--dry-run` asks for. */
export type DryRun = 'none' | 'client' | 'server'

/** Reads the flag as kubectl does: words, and the booleans of old with a remark. */
export function dryRunOf(invocation: Invocation<FlagSet>): DryRun {
  const value = String((invocation.flags as Record<string, unknown>)['dry-run'])
  const old = booleanOf(value)
  if (old !== undefined) {
    const instead: DryRun = old ? 'client' : 'none'
    const text = `--dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${instead}.`
    logLine(invocation, {severity: 'W', source: old ? 'helpers.go:745' : 'helpers.go:748', text})
    return instead
  }
  if (value === 'none' || value === 'client' || value === 'server') return value
  if (value !== 'unchanged') throw new Error(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
  const text = '--dry-run is deprecated and can be replaced with --dry-run=client.'
  logLine(invocation, {severity: 'W', source: 'helpers.go:731', text})
  return 'client'
}

/** What stands behind the words of an operation: `pod/web created (dry run)`. */
export function dryRunSuffix(dryRun: DryRun): string {
  if (dryRun === 'client') return ' (dry run)'
  return dryRun === 'server' ? ' (server dry run)' : ''
}
