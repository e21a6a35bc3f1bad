/**
 * The audit log: who asked for what, and what became of it, as an audit.k8s.io/v1 Policy says, one Event a line. The server tells a request's record what
 * happens; nothing here changes an answer, except that it carries the record's id.
 */
import {LogFile} from './log-file.ts'
import {Auditor} from './auditor.ts'
import {loadPolicy} from './load-policy.ts'

export {Auditor, completed, panicked} from './auditor.ts'
export type {AuditRecord} from './audit-record.ts'

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
}

/** kube-apiserver's own. */
const defaults = {maxAge: 366, maxBackups: 100, maxSize: 100}

/** Opens the log that a cluster's settings name; undefined where they name none. Throws an Error for a policy that is none. */
export function openAuditor({policyFile, logPath, ...limits}: AuditSettings, now: () => number): Auditor | undefined {
  if (!policyFile || !logPath) return undefined
  const file = new LogFile({...defaults, ...limits, path: logPath, now})
  return new Auditor({policy: loadPolicy(policyFile), write: line => file.write(line), now, close: () => file.close()})
}
