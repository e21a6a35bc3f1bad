/**
 * The audit log: who asked for what, and what became of it, as an audit.k8s.io/v1 Policy says, one Event a line. The server tells a request's record what
 * happens; nothing here changes an answer, except that it carries the record's id.
 */

import type {AuditSink} from './audit-sink.ts'
import {Auditor} from './auditor.ts'
import {loadPolicy} from './load-policy.ts'
import {LogFile} from './log-file.ts'
import type {AuditWebhookSettings, WebhookParts} from './open-webhook.ts'

export type {AuditRecord} from './audit-record.ts'
export {Auditor, completed, panicked} from './auditor.ts'

export type {AuditWebhookSettings} from './open-webhook.ts'

/** Where the audit log goes, and what goes there. */
export interface AuditSettings {
  /** The policy's file, by its absolute path. */
  policyFile?: string
  /** `-` for the standard output. */
  logPath?: string
  /** Days. */
  maxAge?: number
  maxBackups?: number
  /** Megabytes. */
  maxSize?: number
  /** Who is sent what is logged. */
  webhook?: AuditWebhookSettings
}

/** kube-apiserver's own. */
const defaults = {maxAge: 366, maxBackups: 100, maxSize: 100}

/** Opens the log that a cluster's settings name; undefined where they name none. Throws an Error for a policy, or a webhook, that is none. */
export async function openAuditor(
  settings: AuditSettings,
  now: () => number,
  parts: WebhookParts,
): Promise<Auditor | undefined> {
  const {policyFile, logPath, webhook, ...limits} = settings
  if (!policyFile || !(logPath || webhook?.file)) return undefined
  const policy = loadPolicy(policyFile)
  const sinks: AuditSink[] = []
  const losses = new Map<string, number>()
  const lost = (plugin: string, count: number) => void losses.set(plugin, (losses.get(plugin) ?? 0) + count)
  if (logPath) sinks.push(new LogFile({...defaults, ...limits, path: logPath, now}))
  if (webhook?.file) sinks.push((await import('./open-webhook.ts')).openAuditWebhook(webhook, {...parts, lost}))
  return new Auditor({policy, sinks, now, lost: losses})
}
