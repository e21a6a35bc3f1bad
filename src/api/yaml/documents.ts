/** The documents of a YAML stream as kubectl splits them: at lines of `---` with nothing but a comment behind; blank ones are left out. */
export function splitYamlDocuments(text: string): string[] {
  const documents: string[] = []
  let current: string[] = []
  const finish = (): void => {
    const document = current.join('')
    if (document !== '') documents.push(document)
    current = []
  }
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (!isSeparator(line)) current.push(line)
    else finish()
  }
  finish()
  return documents.filter(document => document.trim() !== '')
}

/** Whether a stream is JSON by its first character that is no space. */
export const looksLikeJson = (text: string): boolean => /^[\s\ufeff]*\{/.test(text)

/** The texts of JSON objects that follow one another, as a stream decoder reads them; the last one may be incomplete. */
export function splitJsonDocuments(text: string): string[] {
  const documents: string[] = []
  let depth = 0
  let start = -1
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (start < 0) {
      if (/\s/.test(character)) continue
      start = at
    }
    if (character === '"') at = endOfString(text, at)
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    if (depth <= 0 && (character === '}' || character === ']')) {
      documents.push(text.slice(start, at + 1))
      start = -1
      depth = 0
    }
  }
  return start < 0 ? documents : [...documents, text.slice(start)]
}

function isSeparator(line: string): boolean {
  if (!line.startsWith('---')) return false
  const rest = line.slice(3).trim()
  return rest === '' || rest.startsWith('#')
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}
