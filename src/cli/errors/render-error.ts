import {type Status, StatusError} from '../../api/status-error.ts'
import {ConnectionError} from '../../client/connection-error.ts'
import {NoResourceMatchError} from '../../client/no-match-error.ts'
import {ErrorList, ProgramError, SilentExit} from './command-error.ts'

export interface RenderedError {
  /** What stands on stderr; empty for nothing. */
  text: string
  /** Undefined for the command's own code of failure. */
  exitCode: number | undefined
}

/** kubectl's words for any failure, and the exit code. */
export function renderError(error: unknown): RenderedError {
  if (error instanceof SilentExit) return {text: '', exitCode: error.exitCode}
  if (error instanceof ProgramError) return {text: line(error.message), exitCode: error.exitCode}
  return {text: line(errorText(error)), exitCode: undefined}
}

/** An error as one of several on a list: in the server's words or its own, without `error:`. */
export const listedErrorText = (error: unknown): string => standardText(error) ?? messageOf(error)

function errorText(error: unknown): string {
  if (error instanceof StatusError && error.reason === 'Invalid') return invalidText(error.status)
  if (error instanceof NoResourceMatchError) return error.message
  if (error instanceof ErrorList) return error.errors.map(one => `${listedErrorText(one)}\n`).join('')
  const standard = standardText(error)
  if (standard !== undefined) return standard
  const message = messageOf(error)
  return message.startsWith('error: ') || message.startsWith('Error in configuration:') ? message : `error: ${message}`
}

function invalidText({details, message}: Status): string {
  const plain = 'The request is invalid'
  if (!details) return message ? `${plain}: ${message}` : plain
  const {kind = '', name = '', causes = []} = details
  const subject =
    kind || name
      ? `The ${kind} ${JSON.stringify(name)} is invalid`
      : message && causes.length === 0
        ? `${plain}: ${message}`
        : plain
  const reasons = [...new Set(causes.map(cause => `${cause.field ?? ''}: ${cause.message ?? ''}`))]
  if (reasons.length === 0) return subject
  if (reasons.length === 1) return `${subject}: ${reasons[0]}\n`
  return `${subject}: \n${reasons.map(reason => `* ${reason}\n`).join('')}`
}

function standardText(error: unknown): string | undefined {
  if (error instanceof StatusError) {
    if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`
    return error.reason
      ? `Error from server (${error.reason}): ${error.message}`
      : `Error from server: ${error.message}`
  }
  if (!(error instanceof ConnectionError)) return undefined
  if (error.refused)
    return `The connection to the server ${error.host} was refused - did you specify the right host or port?`
  return `Unable to connect to the server: ${error.why}`
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const line = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
