/** One record of comma-separated values as Go's encoding/csv reads it; throws with its words. */
export function parseCsv(text: string): string[] {
  if (text === '') return []
  const fields: string[] = []
  let at = 0
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at) : bareField(text, at)
    fields.push(field.value)
    if (field.end >= text.length) return fields
    at = field.end + 1
  }
}

function bareField(text: string, start: number): {value: string; end: number} {
  const comma = text.indexOf(',', start)
  const end = comma < 0 ? text.length : comma
  const value = text.slice(start, end)
  const quote = value.indexOf('"')
  if (quote >= 0) throw new Error(`parse error on line 1, column ${start + quote + 1}: bare " in non-quoted-field`)
  return {value, end}
}

function quotedField(text: string, start: number): {value: string; end: number} {
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0)
      throw new Error(`record on line 1; parse error on line 2, column 0: extraneous or missing " in quoted-field`)
    value += text.slice(at, quote)
    if (text[quote + 1] === '"') {
      value += '"'
      at = quote + 2
      continue
    }
    if (quote + 1 < text.length && text[quote + 1] !== ',')
      throw new Error(`parse error on line 1, column ${quote + 1}: extraneous or missing " in quoted-field`)
    return {value, end: quote + 1}
  }
}
