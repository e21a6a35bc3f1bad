import type {Key, KeyRange, Operation, TxnRequest} from '../store.ts'
import {duplicateKey} from '../store-refusals.ts'
import {holds} from './bounds.ts'

interface Written {
  puts: Set<Key>
  deletes: KeyRange[]
}

/** Throws when one branch writes a key twice; what two branches exclude of each other may overlap. */
export function checkDuplicates({success, failure}: TxnRequest): void {
  checkBranch(success)
  checkBranch(failure)
}

function checkBranch(operations: Operation[]): Written {
  if (operations.length === 0) return {puts: new Set(), deletes: []}
  const written: Written = {puts: new Set(), deletes: operations.filter(({type}) => type === 'delete') as KeyRange[]}
  for (const operation of operations) if (operation.type === 'txn') addNested(written, operation)
  for (const operation of operations) if (operation.type === 'put') addPut(written, operation.key)
  return written
}

function addNested(written: Written, {success, failure}: TxnRequest): void {
  const inSuccess = checkBranch(success)
  const inFailure = checkBranch(failure)
  for (const key of inSuccess.puts) addPut(written, key)
  for (const key of inFailure.puts) addPut(written, key, inSuccess.puts)
  written.deletes.push(...inSuccess.deletes, ...inFailure.deletes)
}

function addPut({puts, deletes}: Written, key: Key, exclusive?: Set<Key>): void {
  if (puts.has(key) && !exclusive?.has(key)) throw duplicateKey()
  if (deletes.some(range => holds(range, key))) throw duplicateKey()
  puts.add(key)
}
