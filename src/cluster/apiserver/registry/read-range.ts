import {expired, internalError, StatusError} from '../../../api/status-error.ts'
import {type RangeResponse, StoreError} from '../../etcd/store.ts'
import {encodeContinue} from './continue-token.ts'
import type {ResourceStore} from './resource-store.ts'
import {tooLarge} from './resource-version.ts'

/** Keys of a kind at a revision. */
export interface ObjectRange {
  key: string
  rangeEnd?: string
  /** 0: the present one. */
  revision: number
  limit?: number
}

/** Reads keys of a list whose prefix is given; throws what Kubernetes answers where their revision is past or not there yet. */
export async function readRange(resource: ResourceStore, range: ObjectRange, prefix: string): Promise<RangeResponse> {
  try {
    return await resource.store.range(range)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (error.code === 'future') {
      const {revision} = await resource.store.range({key: prefix, countOnly: true})
      throw tooLarge(resource.definition, range.revision, revision)
    }
    if (error.code !== 'compacted') throw internalError(error.message)
    if (range.key === prefix || !range.rangeEnd) throw expired('The resourceVersion for the provided list is too old.')
    throw continueExpired(encodeContinue({key: range.key, revision: -1}, prefix))
  }
}

/** Of one object a revision from the future is told by the store, which does not say when to come again. */
export async function readOne(...[resource, range, prefix]: Parameters<typeof readRange>): Promise<RangeResponse> {
  try {
    return await readRange(resource, range, prefix)
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 504) throw error
    const {retryAfterSeconds: _, ...details} = error.status.details ?? {}
    throw new StatusError({...error.status, details})
  }
}

function continueExpired(token: string): StatusError {
  return new StatusError({
    metadata: {continue: token},
    message:
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    reason: 'Expired',
    code: 410,
  })
}
