import type {TxnRequest, TxnResponse} from '../store.ts'
import {emptyKey} from '../store-refusals.ts'
import {type Current, currentOf, putOver} from './put.ts'
import type {Write} from './write.ts'

/**
 * The transaction that an API server makes for nearly every write, in one look at the key: put it if its version or revision is still as expected. Undefined
 * for any other.
 */
export function putIf(write: Write, {compare, success, failure}: TxnRequest): TxnResponse | undefined {
  const [condition, put] = [compare[0], success[0]]
  if (compare.length !== 1 || success.length !== 1 || failure.length !== 0) return undefined
  if (put?.type !== 'put' || condition?.key !== put.key || condition.rangeEnd || condition.result !== '=')
    return undefined
  if (condition.target !== 'mod' && condition.target !== 'version') return undefined
  if (put.key === '') throw emptyKey()
  const existing = currentOf(write, put.key)
  if (actual(condition.target, existing) !== condition.operand)
    return {revision: write.revision, succeeded: false, responses: []}
  const response = putOver(write, put, existing)
  return {revision: write.revision, succeeded: true, responses: [{type: 'put', ...response}]}
}

const actual = (target: 'mod' | 'version', existing: Current | undefined): number =>
  (target === 'mod' ? existing?.revision : existing?.version) ?? 0
