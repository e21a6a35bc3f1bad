export interface Block {
  fromStart: number
  toStart: number
  size: number
}

/**
 * Where two lists of lines run alike, in order, ended by an empty block: Ratcliff and Obershelp's longest matching runs as Python's difflib finds
 * them, which leaves lines out of account that a long list repeats often.
 */
export function matchingBlocks(from: readonly string[], to: readonly string[]): Block[] {
  const positions = positionsOf(to)
  const blocks: Block[] = []
  const queue: [number, number, number, number][] = [[0, from.length, 0, to.length]]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [fromStart, fromEnd, toStart, toEnd] = next
    const block = longestMatch(from, to, positions, next)
    if (block.size === 0) continue
    blocks.push(block)
    if (fromStart < block.fromStart && toStart < block.toStart)
      queue.push([fromStart, block.fromStart, toStart, block.toStart])
    if (block.fromStart + block.size < fromEnd && block.toStart + block.size < toEnd)
      queue.push([block.fromStart + block.size, fromEnd, block.toStart + block.size, toEnd])
  }
  blocks.sort((left, right) => left.fromStart - right.fromStart || left.toStart - right.toStart)
  return [...joined(blocks), {fromStart: from.length, toStart: to.length, size: 0}]
}

function positionsOf(lines: readonly string[]): Map<string, number[]> {
  const positions = new Map<string, number[]>()
  for (const [index, line] of lines.entries()) {
    const known = positions.get(line)
    if (known) known.push(index)
    else positions.set(line, [index])
  }
  if (lines.length < 200) return positions
  const popular = Math.floor(lines.length / 100) + 1
  for (const [line, indices] of positions) if (indices.length > popular) positions.delete(line)
  return positions
}

function longestMatch(
  from: readonly string[],
  to: readonly string[],
  positions: ReadonlyMap<string, number[]>,
  [fromStart, fromEnd, toStart, toEnd]: [number, number, number, number],
): Block {
  let best: Block = {fromStart, toStart, size: 0}
  let lengths = new Map<number, number>()
  for (let index = fromStart; index < fromEnd; index += 1) {
    const next = new Map<number, number>()
    for (const position of positions.get(from[index] as string) ?? []) {
      if (position < toStart) continue
      if (position >= toEnd) break
      const size = (lengths.get(position - 1) ?? 0) + 1
      next.set(position, size)
      if (size > best.size) best = {fromStart: index - size + 1, toStart: position - size + 1, size}
    }
    lengths = next
  }
  return extended(best, from, to, [fromStart, fromEnd, toStart, toEnd])
}

/** Takes in the repeated lines on either side. */
function extended(
  {fromStart, toStart, size}: Block,
  from: readonly string[],
  to: readonly string[],
  [fromLow, fromHigh, toLow, toHigh]: [number, number, number, number],
): Block {
  let [start, other, length] = [fromStart, toStart, size]
  while (start > fromLow && other > toLow && from[start - 1] === to[other - 1]) {
    start -= 1
    other -= 1
    length += 1
  }
  while (start + length < fromHigh && other + length < toHigh && from[start + length] === to[other + length])
    length += 1
  return {fromStart: start, toStart: other, size: length}
}

function joined(blocks: Block[]): Block[] {
  const result: Block[] = []
  for (const block of blocks) {
    const last = result.at(-1)
    if (last && last.fromStart + last.size === block.fromStart && last.toStart + last.size === block.toStart)
      last.size += block.size
    else result.push({...block})
  }
  return result
}
