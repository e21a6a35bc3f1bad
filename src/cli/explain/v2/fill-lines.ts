const bullet = /^(\d+\.?|-|\*)\s/

/** Text in lines of at most so many bytes; lines that are set apart or begin a point of a list stay so. */
export function fillLines(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let last = ''
  const flush = () => {
    if (line !== '') lines.push(line)
    if (line !== '') last = ''
    line = ''
  }
  for (const part of text.split('\n')) {
    const indented = part.startsWith('    ')
    if (indented || (lines.length > 0 && part.trim() === '')) {
      flush()
      lines.push(indented ? part : '')
      continue
    }
    if (last.endsWith(':') || part.trim() === '' || bullet.test(part.trim())) flush()
    for (const word of part.split(/\s+/).filter(Boolean)) {
      last = word
      const longer = line === '' ? word : `${line} ${word}`
      if (line === '' || Buffer.byteLength(longer) <= width) line = longer
      else {
        flush()
        line = word
      }
    }
  }
  flush()
  return lines
}
