import {StatusError} from '../../api/status-error.ts'

/** What an event or a condition says of an error. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whether a write failed because its namespace is going away: then there is nothing to retry. */
export const isNamespaceTerminating = (error: unknown): boolean =>
  error instanceof StatusError &&
  (error.status.details?.causes ?? []).some(cause => cause.reason === 'NamespaceTerminating')
