import type {Compare, KeyValue} from '../store.ts'
import type {Connection} from './connection.ts'
import {readRange} from './range.ts'
import {compareValues} from './value.ts'

/** Whether a compare holds for every key of its range. A missing key has version, revisions and lease 0, and no value at all. */
export function holdsAll(connection: Connection, compare: Compare): boolean {
  const {key, rangeEnd, target} = compare
  const {kvs} = readRange(connection, {key, rangeEnd, keysOnly: target !== 'value'}, 0)
  if (kvs.length === 0) return target !== 'value' && holds(compare, missing)
  return kvs.every(kv => holds(compare, kv))
}

const missing: KeyValue = {key: '', value: '', createRevision: 0, modRevision: 0, version: 0, lease: 0n}

function holds(compare: Compare, kv: KeyValue): boolean {
  const order = difference(compare, kv)
  switch (compare.result) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '>':
      return order > 0
  }
}

function difference(compare: Compare, kv: KeyValue): number {
  switch (compare.target) {
    case 'value':
      return compareValues(kv.value, compare.operand)
    case 'lease':
      return kv.lease === compare.operand ? 0 : kv.lease < compare.operand ? -1 : 1
    case 'version':
      return kv.version - compare.operand
    case 'create':
      return kv.createRevision - compare.operand
    case 'mod':
      return kv.modRevision - compare.operand
  }
}
