import type {Range, RegexpNode} from './node.ts'

type Assertion = Extract<RegexpNode, {op: 'assert'}>['what']

/** An instruction of the machine that runs a regular expression; `to` and `or` are places in the program. */
export type Instruction =
  | {op: 'set'; ranges: readonly Range[]}
  | {op: 'split'; to: number; or: number}
  | {op: 'jump'; to: number}
  | {op: 'assert'; what: Assertion}
  | {op: 'save'; slot: number}
  | {op: 'match'}

/** Compiles a regular expression for a machine that takes time in proportion to the text, whatever the expression. */
export function programOf(node: RegexpNode): Instruction[] {
  const program: Instruction[] = []
  emit(program, node)
  program.push({op: 'match'})
  return program
}

function emit(program: Instruction[], node: RegexpNode): void {
  switch (node.op) {
    case 'empty':
      return
    case 'set':
    case 'assert':
      program.push(node)
      return
    case 'group':
      if (node.index !== undefined) program.push({op: 'save', slot: 2 * node.index})
      emit(program, node.body)
      if (node.index !== undefined) program.push({op: 'save', slot: 2 * node.index + 1})
      return
    case 'sequence':
      for (const part of node.parts) emit(program, part)
      return
    case 'choice':
      emitChoice(program, node.parts)
      return
    case 'repeat':
      emitRepeat(program, node)
  }
}

function emitChoice(program: Instruction[], parts: RegexpNode[]): void {
  const jumps: {op: 'jump'; to: number}[] = []
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) emit(program, part)
    else {
      const split = {op: 'split' as const, to: program.length + 1, or: 0}
      program.push(split)
      emit(program, part)
      const jump = {op: 'jump' as const, to: 0}
      program.push(jump)
      jumps.push(jump)
      split.or = program.length
    }
  }
  for (const jump of jumps) jump.to = program.length
}

function emitRepeat(program: Instruction[], {body, least, most, greedy}: Extract<RegexpNode, {op: 'repeat'}>): void {
  for (let count = 0; count < least; count += 1) emit(program, body)
  if (most === Number.POSITIVE_INFINITY) {
    const start = program.length
    const split = {op: 'split' as const, to: 0, or: 0}
    program.push(split)
    emit(program, body)
    program.push({op: 'jump', to: start})
    aim(split, start + 1, program.length, greedy)
    return
  }
  const splits: {split: {op: 'split'; to: number; or: number}; body: number}[] = []
  for (let count = least; count < most; count += 1) {
    const split = {op: 'split' as const, to: 0, or: 0}
    program.push(split)
    splits.push({split, body: program.length})
    emit(program, body)
  }
  for (const {split, body: inside} of splits) aim(split, inside, program.length, greedy)
}

function aim(split: {to: number; or: number}, inside: number, after: number, greedy: boolean): void {
  split.to = greedy ? inside : after
  split.or = greedy ? after : inside
}
