import type {Range} from './node.ts'
import type {Instruction} from './program.ts'

/** Where a match begins and ends, in the text's characters. */
export interface Match {
  from: number
  to: number
}

interface Thread {
  place: number
  from: number
}

/** Runs a program over a text's characters from a position on: the leftmost match, of those the one that the expression prefers. */
export function run(program: readonly Instruction[], letters: readonly number[], start: number): Match | undefined {
  let found: Match | undefined
  let threads: Thread[] = []
  const seen = new Int32Array(program.length).fill(-1)
  for (let position = start; ; position += 1) {
    const next: Thread[] = []
    if (!found) add(program, threads, seen, {place: 0, from: position}, letters, position)
    if (threads.length === 0 && found) return found
    const code = letters[position]
    let cut = false
    for (const thread of threads) {
      if (cut) break
      const instruction = program[thread.place]!
      if (instruction.op === 'match') {
        found = {from: thread.from, to: position}
        cut = true
      } else if (instruction.op === 'set' && code !== undefined && holds(instruction.ranges, code)) {
        next.push({place: thread.place + 1, from: thread.from})
      }
    }
    if (code === undefined) return found
    threads = []
    for (const {place, from} of next) add(program, threads, seen, {place, from}, letters, position + 1)
  }
}

/** Follows what takes no character; a place is reached once per position, by the thread that is preferred. */
function add(
  program: readonly Instruction[],
  threads: Thread[],
  seen: Int32Array,
  first: Thread,
  letters: readonly number[],
  position: number,
): void {
  const stack = [first.place]
  while (stack.length > 0) {
    const place = stack.pop()!
    if (seen[place] === position) continue
    seen[place] = position
    const instruction = program[place]!
    switch (instruction.op) {
      case 'jump':
        stack.push(instruction.to)
        break
      case 'split':
        stack.push(instruction.or, instruction.to)
        break
      case 'save':
        stack.push(place + 1)
        break
      case 'assert':
        if (asserted(instruction.what, letters, position)) stack.push(place + 1)
        break
      default:
        threads.push({place, from: first.from})
    }
  }
}

function asserted(what: string, letters: readonly number[], position: number): boolean {
  switch (what) {
    case 'begin':
      return position === 0
    case 'end':
      return position === letters.length
    case 'line-begin':
      return position === 0 || letters[position - 1] === 10
    case 'line-end':
      return position === letters.length || letters[position] === 10
    default: {
      const boundary = isWord(letters[position - 1]) !== isWord(letters[position])
      return boundary === (what === 'word')
    }
  }
}

const isWord = (code: number | undefined): boolean =>
  code !== undefined && code < 128 && /\w/.test(String.fromCharCode(code))

function holds(ranges: readonly Range[], code: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = ranges[middle]!
    if (code < from) high = middle - 1
    else if (code > to) low = middle + 1
    else return true
  }
  return false
}
