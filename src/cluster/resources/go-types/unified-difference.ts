import {matchingBlocks} from './matching-blocks.ts'

const context = 3

type Change = {equal: boolean; fromStart: number; fromEnd: number; toStart: number; toEnd: number}

/** The unified difference of two values printed as JSON, with three lines around each change; '' when there is none. */
export function unifiedDifference(from: unknown, to: unknown): string {
  const left = linesOf(from)
  const right = linesOf(to)
  return groups(changes(left, right))
    .map(group => hunk(group, left, right))
    .join('')
}

const linesOf = (value: unknown): string[] =>
  goIndent(value)
    .split('\n')
    .map(line => `${line}\n`)

/** As Go's MarshalIndent with one blank: an empty map or list stands on one line, and so do its HTML escapes. */
const goIndent = (value: unknown): string =>
  JSON.stringify(value, undefined, 1).replace(/[<>&]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`)

function changes(left: string[], right: string[]): Change[] {
  const found: Change[] = []
  let [from, to] = [0, 0]
  for (const {fromStart, toStart, size} of matchingBlocks(left, right)) {
    if (from < fromStart || to < toStart)
      found.push({equal: false, fromStart: from, fromEnd: fromStart, toStart: to, toEnd: toStart})
    if (size > 0) found.push({equal: true, fromStart, fromEnd: fromStart + size, toStart, toEnd: toStart + size})
    from = fromStart + size
    to = toStart + size
  }
  return found
}

/** Changes with the lines around them, those that are close together in one group. */
function groups(all: Change[]): Change[][] {
  const trimmed = all.map((change, index) => {
    if (!change.equal) return change
    const start = index === 0 ? Math.max(change.fromStart, change.fromEnd - context) - change.fromStart : 0
    const isLast = index === all.length - 1
    const end = isLast ? Math.max(0, change.fromEnd - change.fromStart - context) : 0
    return {
      ...change,
      fromStart: change.fromStart + start,
      toStart: change.toStart + start,
      fromEnd: change.fromEnd - end,
      toEnd: change.toEnd - end,
    }
  })
  const result: Change[][] = []
  let group: Change[] = []
  for (const change of trimmed) {
    if (change.equal && change.fromEnd - change.fromStart > 2 * context) {
      group.push({...change, fromEnd: change.fromStart + context, toEnd: change.toStart + context})
      result.push(group)
      group = [{...change, fromStart: change.fromEnd - context, toStart: change.toEnd - context}]
    } else {
      group.push(change)
    }
  }
  if (group.length > 0 && !(group.length === 1 && group[0]?.equal)) result.push(group)
  return result.filter(part => part.some(({equal}) => !equal))
}

function hunk(group: Change[], left: string[], right: string[]): string {
  const [first, last] = [group[0] as Change, group.at(-1) as Change]
  const header = `@@ -${range(first.fromStart, last.fromEnd)} +${range(first.toStart, last.toEnd)} @@\n`
  const lines = group.flatMap(({equal, fromStart, fromEnd, toStart, toEnd}) =>
    equal
      ? left.slice(fromStart, fromEnd).map(line => ` ${line}`)
      : [
          ...left.slice(fromStart, fromEnd).map(line => `-${line}`),
          ...right.slice(toStart, toEnd).map(line => `+${line}`),
        ],
  )
  return header + lines.join('')
}

function range(start: number, end: number): string {
  const length = end - start
  if (length === 1) return String(start + 1)
  return `${length === 0 ? start : start + 1},${length}`
}
