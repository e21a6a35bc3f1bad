import type {KeyValue, RangeRequest} from '../store.ts'
import {compareValues} from './value.ts'

/** Whether a range must be read whole before it can be cut: it is sorted or filtered. */
export function isArranged({sort, ...request}: RangeRequest): boolean {
  const {minModRevision, maxModRevision, minCreateRevision, maxCreateRevision} = request
  const filtered = minModRevision || maxModRevision || minCreateRevision || maxCreateRevision
  return Boolean(filtered) || (sort !== undefined && !(sort.by === 'key' && !sort.descending))
}

/** Filters by revision, then sorts; keys come in ascending order, and equals stay in it. */
export function arrange(request: RangeRequest, kvs: KeyValue[]): KeyValue[] {
  const {sort, minModRevision, maxModRevision, minCreateRevision, maxCreateRevision} = request
  const arranged = kvs.filter(
    kv =>
      within(kv.modRevision, minModRevision, maxModRevision) &&
      within(kv.createRevision, minCreateRevision, maxCreateRevision),
  )
  if (sort) {
    const order = orders[sort.by]
    arranged.sort(sort.descending ? (a, b) => order(b, a) : order)
  }
  return request.keysOnly ? arranged.map(kv => ({...kv, value: ''})) : arranged
}

const within = (revision: number, least = 0, most = 0): boolean =>
  (least === 0 || revision >= least) && (most === 0 || revision <= most)

const orders: Record<NonNullable<RangeRequest['sort']>['by'], (a: KeyValue, b: KeyValue) => number> = {
  key: (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  version: (a, b) => a.version - b.version,
  create: (a, b) => a.createRevision - b.createRevision,
  mod: (a, b) => a.modRevision - b.modRevision,
  value: (a, b) => compareValues(a.value, b.value),
}
