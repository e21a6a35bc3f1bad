import type {KeyRange, KeyValue, StoreEvent} from '../store.ts'
import {bounds, perShape} from './bounds.ts'
import type {Connection} from './connection.ts'
import {keyValue, keyValueColumns, type Row} from './row.ts'

const statements = perShape(
  'h.key',
  where =>
    `select ${keyValueColumns} from history h indexed by history_revision
     where ${where} and h.revision between ? and ? order by h.revision, h.id limit ?`,
)
const everything = `select ${keyValueColumns} from history h indexed by history_revision
  where h.revision between ? and ? order by h.revision, h.id`
const before = `select ${keyValueColumns} from history h where h.key = ? and h.revision < ? order by h.id desc limit 1`

/** All events of the revisions `from` to `to`. */
export function allEvents(connection: Connection, from: number, to: number): StoreEvent[] {
  return connection.all<Row>(everything, from, to).map(event)
}

/** A range's events of the revisions `from` to `to`: about `chunk` of them, in whole revisions. Empty: there are no more. */
export function someEvents(
  connection: Connection,
  range: KeyRange,
  {from, to, chunk}: {from: number; to: number; chunk: number},
): StoreEvent[] {
  const {shape, parameters} = bounds(range)
  const rows = connection.all<Row>(statements[shape], ...parameters, from, to, chunk)
  if (rows.length < chunk) return rows.map(event)
  const first = rows[0]!.modRevision
  const last = rows[rows.length - 1]!.modRevision
  if (first < last) return rows.filter(({modRevision}) => modRevision < last).map(event)
  return connection.all<Row>(statements[shape], ...parameters, first, first, -1).map(event)
}

/** What the event's key was before it; undefined when it was not there, or nobody knows any more. */
export function previous(connection: Connection, {type, kv}: StoreEvent): KeyValue | undefined {
  if (type === 'put' && kv.version === 1) return undefined
  const row = connection.get<Row>(before, kv.key, kv.modRevision)
  return row && row.version > 0 ? keyValue(row) : undefined
}

function event(row: Row): StoreEvent {
  if (row.version > 0) return {type: 'put', kv: keyValue(row)}
  return {type: 'delete', kv: {...keyValue(row), value: ''}}
}
