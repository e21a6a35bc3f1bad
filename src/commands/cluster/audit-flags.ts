import {resolve} from 'node:path'
import {parseDuration} from '../../api/duration.ts'
import {bool, int, string} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import type {AuditSettings} from '../../cluster/index.ts'

/** kube-apiserver's options of the same names: what is told of requests, and to whom. */
export const auditFlags = {
  'audit-policy-file': string({
    usage: 'An audit Policy: which requests the audit log tells of, and how much ("" for none).',
  }),
  'audit-log-path': string({usage: 'The audit log, a JSON object a line; "-" for the standard output.'}),
  'audit-log-maxage': int({default: 366, usage: 'Days after which old audit logs are removed.'}),
  'audit-log-maxbackup': int({default: 100, usage: 'How many old audit logs are kept; 0 for all.'}),
  'audit-log-maxsize': int({default: 100, usage: 'Megabytes after which another audit log is begun.'}),
  'audit-webhook-config-file': string({
    usage: 'Where a server is that is sent audit events, in the format of a kubeconfig ("" for none).',
  }),
  'audit-webhook-mode': string({
    default: 'batch',
    usage: 'How it is sent them: batch, or blocking or blocking-strict, where requests wait for it.',
  }),
  'audit-webhook-initial-backoff': string({
    default: '10s',
    usage: 'How long to wait before events are sent again that could not be sent.',
  }),
  'audit-webhook-batch-buffer-size': int({default: 10_000, usage: 'How many events may wait to be sent.'}),
  'audit-webhook-batch-max-size': int({default: 400, usage: 'How many events are sent at once.'}),
  'audit-webhook-batch-max-wait': string({
    default: '30s',
    usage: 'How long events wait for others to be sent with.',
  }),
  'audit-webhook-batch-throttle-enable': bool({default: true, usage: 'Whether only so many batches are sent.'}),
  'audit-webhook-batch-throttle-qps': int({default: 10, usage: 'How many batches are sent a second.'}),
  'audit-webhook-batch-throttle-burst': int({default: 15, usage: 'How many batches are sent at once.'}),
  'audit-webhook-truncate-enabled': bool({usage: 'Whether events and batches are cut that are too large.'}),
  'audit-webhook-truncate-max-event-size': int({default: 102_400, usage: 'How large an event may be; bytes.'}),
  'audit-webhook-truncate-max-batch-size': int({default: 10_485_760, usage: 'How large a batch may be; bytes.'}),
}

type AuditFlags = Invocation<typeof auditFlags>

/** Of audits what was said; undefined: nothing. */
export function auditOf(invocation: AuditFlags): AuditSettings | undefined {
  const {flags} = invocation
  const path = flags['audit-log-path']
  const webhook = webhookOf(invocation)
  const audit: AuditSettings = {
    ...(invocation.changed('audit-policy-file') && {policyFile: pathOf(flags['audit-policy-file'])}),
    ...(invocation.changed('audit-log-path') && {logPath: path === '-' ? path : pathOf(path)}),
    ...(invocation.changed('audit-log-maxage') && {maxAge: flags['audit-log-maxage']}),
    ...(invocation.changed('audit-log-maxbackup') && {maxBackups: flags['audit-log-maxbackup']}),
    ...(invocation.changed('audit-log-maxsize') && {maxSize: flags['audit-log-maxsize']}),
    ...(webhook && {webhook}),
  }
  return Object.keys(audit).length > 0 ? audit : undefined
}

/** Its options are said together with its file. */
function webhookOf(invocation: AuditFlags): AuditSettings['webhook'] {
  const {flags} = invocation
  if (!invocation.changed('audit-webhook-config-file')) return undefined
  return {
    file: pathOf(flags['audit-webhook-config-file']),
    mode: flags['audit-webhook-mode'],
    initialBackoff: parseDuration(flags['audit-webhook-initial-backoff']),
    batchBufferSize: flags['audit-webhook-batch-buffer-size'],
    batchMaxSize: flags['audit-webhook-batch-max-size'],
    batchMaxWait: parseDuration(flags['audit-webhook-batch-max-wait']),
    throttle: flags['audit-webhook-batch-throttle-enable'],
    throttleQps: flags['audit-webhook-batch-throttle-qps'],
    throttleBurst: flags['audit-webhook-batch-throttle-burst'],
    truncate: flags['audit-webhook-truncate-enabled'],
    maxEventSize: flags['audit-webhook-truncate-max-event-size'],
    maxBatchSize: flags['audit-webhook-truncate-max-batch-size'],
  }
}

/** Other commands run elsewhere. */
const pathOf = (file: string): string => (file ? resolve(file) : '')
