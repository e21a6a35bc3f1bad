import type {Operation, OperationResponse, TxnRequest, TxnResponse} from '../store.ts'
import {holdsAll} from './compare.ts'
import {checkDelete, deleteRange} from './delete-range.ts'
import {checkDuplicates} from './duplicates.ts'
import {checkPut, put} from './put.ts'
import {putIf} from './put-if.ts'
import {checkRange, readRange} from './range.ts'
import type {Write} from './write.ts'

/** The operations that a transaction has come down to; of nested ones, those of theirs. */
type Step = Exclude<Operation, {type: 'txn'}> | {type: 'txn'; branch: Branch}

interface Branch {
  succeeded: boolean
  steps: Step[]
}

/** Decides every compare, nested ones too, on the state before; checks every operation; then changes. */
export function txn(write: Write, request: TxnRequest): TxnResponse {
  const usual = putIf(write, request)
  if (usual) return usual
  checkDuplicates(request)
  const branch = decide(write, request)
  checkBranch(write, branch)
  return apply(write, branch)
}

/** Whether nothing in the transaction could ever write. */
export function isReadOnly({success, failure}: TxnRequest): boolean {
  const reads = (operation: Operation) =>
    operation.type === 'range' || (operation.type === 'txn' && isReadOnly(operation))
  return success.every(reads) && failure.every(reads)
}

function decide(write: Write, {compare, success, failure}: TxnRequest): Branch {
  const succeeded = compare.every(one => holdsAll(write.connection, one))
  const operations = succeeded ? success : failure
  return {
    succeeded,
    steps: operations.map(operation =>
      operation.type === 'txn' ? {type: 'txn', branch: decide(write, operation)} : operation,
    ),
  }
}

function checkBranch(write: Write, {steps}: Branch): void {
  for (const step of steps) {
    if (step.type === 'range') checkRange(write.connection, step, write.revision)
    else if (step.type === 'put') checkPut(write, step)
    else if (step.type === 'delete') checkDelete(step)
    else checkBranch(write, step.branch)
  }
}

function apply(write: Write, {succeeded, steps}: Branch): TxnResponse {
  const responses = steps.map(step => applyStep(write, step))
  return {revision: write.revision, succeeded, responses}
}

function applyStep(write: Write, step: Step): OperationResponse {
  if (step.type === 'range') return {type: 'range', ...readRange(write.connection, step, write.revision)}
  if (step.type === 'put') return {type: 'put', ...put(write, step)}
  if (step.type === 'delete') return {type: 'delete', ...deleteRange(write, step)}
  return {type: 'txn', ...apply(write, step.branch)}
}
