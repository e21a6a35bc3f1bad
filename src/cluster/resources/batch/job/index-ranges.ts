/** How many indexes `1,3-5,7` names, each below `completions` and in order; or what is wrong with it. */
export function countIndexes(text: string, completions: number): {total: number} | {problem: string} {
  if (text === '') return {total: 0}
  let last = -1
  let total = 0
  for (const interval of text.split(',')) {
    const range = parseInterval(interval, completions)
    if ('problem' in range) return range
    if (total > 0 && last >= range.first)
      return {problem: `non-increasing order, previous: ${last}, current: ${range.first}`}
    total += range.last - range.first + 1
    last = range.last
  }
  return {total}
}

function parseInterval(text: string, completions: number): {first: number; last: number} | {problem: string} {
  const parts = text.split('-')
  if (parts.length > 2) {
    const rule = "violates the requirement that an index interval can have at most two parts separated by '-'"
    return {problem: `the fragment ${JSON.stringify(text)} ${rule}`}
  }
  for (const part of parts) {
    if (!/^[+-]?\d+$/.test(part))
      return {problem: `cannot convert string to integer for index: ${JSON.stringify(part)}`}
    if (Number(part) >= completions) return {problem: `too large index: ${JSON.stringify(part)}`}
  }
  const [first = 0, last = first] = parts.map(Number)
  if (parts.length === 2 && first >= last)
    return {problem: `non-increasing order, previous: ${first}, current: ${last}`}
  return {first, last}
}
