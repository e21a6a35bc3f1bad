export interface DiffHeaders {
  /** What stands behind `--- ` and `+++ `. */
  from: string
  to: string
  /** Unchanged lines around a change. */
  context?: number
}

/** The unified diff of two texts as `diff -u` prints it; '' when they are the same. */
export function unifiedDiff(before: string, after: string, {from, to, context = 3}: DiffHeaders): string {
  if (before === after) return ''
  const [old, next] = [linesOf(before), linesOf(after)]
  const hunks = hunksOf(editsOf(old, next), context).map(hunk => printHunk(hunk, old, next))
  return `--- ${from}\n+++ ${to}\n${hunks.join('')}`
}

/** A stretch that differs: lines [oldStart, oldEnd) became [newStart, newEnd). */
interface Change {
  oldStart: number
  oldEnd: number
  newStart: number
  newEnd: number
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function editsOf(old: readonly string[], next: readonly string[]): Change[] {
  let prefix = 0
  while (prefix < old.length && prefix < next.length && old[prefix] === next[prefix]) prefix++
  let suffix = 0
  while (
    suffix < old.length - prefix &&
    suffix < next.length - prefix &&
    old[old.length - 1 - suffix] === next[next.length - 1 - suffix]
  )
    suffix++
  const {removed, added} = shortestEdit(
    old.slice(prefix, old.length - suffix),
    next.slice(prefix, next.length - suffix),
  )
  const flags = (length: number, inner: boolean[]): boolean[] => [
    ...new Array<boolean>(prefix).fill(false),
    ...inner,
    ...new Array<boolean>(length - prefix - inner.length).fill(false),
  ]
  const gone = flags(old.length, removed)
  const fresh = flags(next.length, added)
  slideDown(gone, old, fresh)
  slideDown(fresh, next, gone)
  return collect(gone, fresh)
}

/** Myers' greedy algorithm: which lines go and which come. */
function shortestEdit(old: readonly string[], next: readonly string[]): {removed: boolean[]; added: boolean[]} {
  const most = old.length + next.length
  const furthest = new Int32Array(2 * most + 3)
  const trace: Int32Array[] = []
  for (let steps = 0; steps <= most; steps++) {
    trace.push(furthest.slice(most - steps, most + steps + 3))
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const at = most + 1 + diagonal
      const down = diagonal === -steps || (diagonal !== steps && furthest[at - 1]! < furthest[at + 1]!)
      let x = down ? furthest[at + 1]! : furthest[at - 1]! + 1
      while (x < old.length && x - diagonal < next.length && old[x] === next[x - diagonal]) x++
      furthest[at] = x
      if (x >= old.length && x - diagonal >= next.length) return backtrack(trace, old.length, next.length)
    }
  }
  return {removed: [], added: []}
}

function backtrack(trace: Int32Array[], oldLength: number, newLength: number): {removed: boolean[]; added: boolean[]} {
  const removed = new Array<boolean>(oldLength).fill(false)
  const added = new Array<boolean>(newLength).fill(false)
  let [x, y] = [oldLength, newLength]
  for (let steps = trace.length - 1; steps > 0; steps--) {
    const furthest = trace[steps]!
    const reach = (diagonal: number): number => furthest[diagonal + steps + 1]!
    const diagonal = x - y
    const down = diagonal === -steps || (diagonal !== steps && reach(diagonal - 1) < reach(diagonal + 1))
    const previous = down ? diagonal + 1 : diagonal - 1
    x = reach(previous)
    y = x - previous
    if (down) added[y] = true
    else removed[x] = true
  }
  return {removed, added}
}

/** Moves runs of changed lines as far down as they mean the same, as GNU diff does, without passing changes of the other side. */
function slideDown(changed: boolean[], lines: readonly string[], other: readonly boolean[]): void {
  let otherAt = 0
  for (let start = 0; start < changed.length; ) {
    if (!changed[start]) {
      while (other[otherAt]) otherAt++
      start++
      otherAt++
      continue
    }
    let end = start
    while (changed[end]) end++
    let [from, to, across] = [start, end, otherAt]
    while (to < changed.length && lines[from] === lines[to] && !other[across] && !changed[to]) {
      changed[from++] = false
      changed[to++] = true
      across++
      while (changed[to]) to++
    }
    start = to
    otherAt = across
  }
}

function collect(gone: readonly boolean[], fresh: readonly boolean[]): Change[] {
  const changes: Change[] = []
  let [old, next] = [0, 0]
  while (old < gone.length || next < fresh.length) {
    if (!gone[old] && !fresh[next]) {
      old++
      next++
      continue
    }
    const change = {oldStart: old, oldEnd: old, newStart: next, newEnd: next}
    while (gone[change.oldEnd]) change.oldEnd++
    while (fresh[change.newEnd]) change.newEnd++
    old = change.oldEnd
    next = change.newEnd
    changes.push(change)
  }
  return changes
}

interface Hunk extends Change {
  changes: Change[]
  context: number
}

function hunksOf(changes: readonly Change[], context: number): Hunk[] {
  const hunks: Hunk[] = []
  for (const change of changes) {
    const last = hunks.at(-1)
    if (last && change.oldStart - last.oldEnd <= 2 * context) {
      last.changes.push(change)
      last.oldEnd = change.oldEnd
      last.newEnd = change.newEnd
    } else hunks.push({...change, changes: [change], context})
  }
  return hunks
}

function printHunk({changes, context, ...range}: Hunk, old: readonly string[], next: readonly string[]): string {
  const before = Math.min(context, range.oldStart)
  const after = Math.min(context, old.length - range.oldEnd)
  const out: string[] = []
  let at = range.oldStart - before
  const unchanged = (until: number): void => {
    while (at < until) out.push(printLine(' ', old[at++]!))
  }
  for (const change of changes) {
    unchanged(change.oldStart)
    for (; at < change.oldEnd; at++) out.push(printLine('-', old[at]!))
    for (let line = change.newStart; line < change.newEnd; line++) out.push(printLine('+', next[line]!))
  }
  unchanged(range.oldEnd + after)
  const oldRange = lineRange(range.oldStart - before, range.oldEnd + after)
  const newRange = lineRange(range.newStart - before, range.newEnd + after)
  return `@@ -${oldRange} +${newRange} @@\n${out.join('')}`
}

const printLine = (sign: string, line: string): string =>
  line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`

function lineRange(start: number, end: number): string {
  const length = end - start
  if (length === 0) return `${start},0`
  return length === 1 ? `${start + 1}` : `${start + 1},${length}`
}
