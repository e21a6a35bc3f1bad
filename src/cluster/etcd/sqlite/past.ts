import type {RangeRequest} from '../store.ts'
import {bounds, perShape} from './bounds.ts'
import type {Connection} from './connection.ts'
import type {Page} from './range.ts'
import {keyColumns, keyValue, keyValueColumns, type Row} from './row.ts'

interface Newest {
  id: number
  version: number
}

/** The newest row of each key at or below a row id; covered by an index, so that no value is read. */
const newest = perShape(
  'key',
  where => `select max(id) as id, version from history where ${where} and id <= ? group by key order by key`,
)
/** The same of the first so many keys that live. */
const newestLiving = perShape(
  'key',
  where =>
    `select max(id) as id, version from history where ${where} and id <= ? group by key having version > 0 order by key limit ?`,
)
const lastId = 'select id from history where revision <= ? order by revision desc, id desc limit 1'
const row = `select ${keyValueColumns} from history h where h.id = ?`
const rowWithoutValue = `select ${keyColumns} from history h where h.id = ?`

/** Reads a range as it was at `request.revision`; where it is known how many keys it held, only as far as the page goes. */
export function readPast(connection: Connection, request: RangeRequest, known?: number): Page {
  const {limit = 0, revision = 0, countOnly = false, keysOnly = false, sort} = request
  const {shape, parameters} = bounds(request)
  const last = connection.get<{id: number}>(lastId, revision)?.id ?? 0
  const living =
    known === undefined
      ? connection.all<Newest>(newest[shape], ...parameters, last).filter(({version}) => version > 0)
      : connection.all<Newest>(newestLiving[shape], ...parameters, last, limit)
  const count = known ?? living.length
  if (countOnly) return {kvs: [], count}
  const statement = keysOnly && sort?.by !== 'value' ? rowWithoutValue : row
  const page = limit > 0 ? living.slice(0, limit) : living
  return {kvs: page.map(({id}) => keyValue(connection.get<Row>(statement, id)!)), count}
}
