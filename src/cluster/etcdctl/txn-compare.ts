import type {Compare} from '../etcd/store.ts'
import {textOrBytes} from './bytes.ts'
import {exitCodes, Failure} from './failure.ts'
import {goUnquote} from './go-quote.ts'
import {parseInt64} from './parse-int.ts'

const targets = {
  ver: 'version',
  version: 'version',
  c: 'create',
  create: 'create',
  m: 'mod',
  mod: 'mod',
  val: 'value',
  value: 'value',
  lease: 'lease',
} as const
const results = ['=', '!=', '<', '>'] as const
const comparison = /^("(?:[^"\\]|\\.)*")\)\s+(\S+)\s+("(?:[^"\\]|\\.)*")/

/** Parses `mod("key") > "3"`. */
export function parseCompare(line: string): Compare {
  const open = line.indexOf('(')
  if (open === -1) throw malformed(line)
  const target = line.slice(0, open)
  const match = comparison.exec(line.slice(open + 1))
  const key = goUnquote(match?.[1] ?? '')
  const operand = goUnquote(match?.[3] ?? '')
  if (!match || key === undefined || operand === undefined) throw malformed(`${line}; got ${target}("")  ""`)
  if (!(target in targets)) throw malformed(`${line} (unknown target ${target})`)
  const result = results.find(candidate => candidate === match[2])
  if (!result) throw malformed(line)
  return {key, result, ...operandOf(targets[target as keyof typeof targets], operand, line)}
}

type Operand =
  | {target: 'version' | 'create' | 'mod'; operand: number}
  | {target: 'value'; operand: string | Uint8Array}
  | {target: 'lease'; operand: bigint}

function operandOf(target: (typeof targets)[keyof typeof targets], operand: string, line: string): Operand {
  if (target === 'value') return {target, operand: textOrBytes(Buffer.from(operand, 'latin1'))}
  try {
    if (target === 'lease') return {target, operand: parseInt64(operand, 16)}
    return {target, operand: Number(parseInt64(operand))}
  } catch {
    throw new Failure(exitCodes.invalidInput, `invalid txn compare request: ${line}`)
  }
}

const malformed = (what: string): Failure => new Failure(exitCodes.invalidInput, `malformed comparison: ${what}`)
