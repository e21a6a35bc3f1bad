import {metric} from '../../runtime/metrics/exposition.ts'

/** What is counted of audits. */
export interface AuditCounts {
  events: number
  rejected: number
  levels: ReadonlyMap<string, number>
  lost: ReadonlyMap<string, number>
}

/** What became of audit events; where nothing is audited, of none. */
export function auditMetrics(counts: AuditCounts | undefined): string {
  const by = (label: string, numbers: ReadonlyMap<string, number> = new Map()) =>
    [...numbers].map(([name, value]) => ({labels: {[label]: name}, value}))
  return [
    metric(
      'apiserver_audit_error_total',
      'counter',
      '[ALPHA] Counter of audit events that failed to be audited properly. Plugin identifies the plugin affected by the error.',
      by('plugin', counts?.lost),
    ),
    metric(
      'apiserver_audit_event_total',
      'counter',
      '[ALPHA] Counter of audit events generated and sent to the audit backend.',
      [{value: counts?.events ?? 0}],
    ),
    metric(
      'apiserver_audit_level_total',
      'counter',
      '[ALPHA] Counter of policy levels for audit events (1 per request).',
      by('level', counts?.levels),
    ),
    metric(
      'apiserver_audit_requests_rejected_total',
      'counter',
      '[ALPHA] Counter of apiserver requests rejected due to an error in audit logging backend.',
      [{value: counts?.rejected ?? 0}],
    ),
  ].join('')
}
