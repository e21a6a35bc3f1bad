import {StatusError} from '../../api/status-error.ts'
import {ConnectionError} from '../../client/connection-error.ts'
import {discoveryFailure} from '../errors/log-refusals.ts'
import type {Target} from '../targets/target.ts'
import {invalidData} from './invalid-data.ts'

/**
 * Where documents are validated, kubectl first of all asks for the server's schemas. Throws what would have kept it from them, if that is
 * what the first document has failed for.
 */
export function throwWithoutSchemas(error: unknown, {source}: Target): void {
  const why = reasonOf(error instanceof Error ? (error.cause ?? error) : error)
  if (source && why !== undefined) throw invalidData(source, `failed to download openapi: ${why}`)
}

function reasonOf(error: unknown): string | undefined {
  if (error instanceof ConnectionError) return discoveryFailure(error, '/openapi/v2')
  if (!(error instanceof StatusError) || error.reason !== 'Unauthorized') return undefined
  return 'the server has asked for the client to provide credentials'
}
