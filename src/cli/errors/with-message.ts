import {StatusError} from '../../api/status-error.ts'

/** The same failure under another message. */
export function withMessage(error: StatusError, message: string): StatusError {
  const {metadata, reason, details, code} = error.status
  return new StatusError(
    {metadata, message, ...(reason && {reason}), ...(details && {details}), ...(code && {code})},
    error.headers,
  )
}

/** Says what was being done to what when the server refused: `error when creating "app.yaml": …`. */
export function addSource(verb: string, source: string | undefined, error: unknown): unknown {
  if (!source) return error
  const doing = `error when ${verb} ${JSON.stringify(source)}: `
  if (error instanceof StatusError) return withMessage(error, doing + error.message)
  return error instanceof Error ? new Error(doing + error.message, {cause: error}) : error
}
