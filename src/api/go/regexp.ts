/** A regular expression in Go's syntax; throws an Error with Go's words (`error parsing regexp: …`). */
export function compileRegexp(source: string): RegExp {
  try {
    const {pattern, flags} = translated(source)
    return new RegExp(pattern, flags)
  } catch (error) {
    throw new Error(`error parsing regexp: ${reasonOf((error as Error).message, source)}`)
  }
}

/** Leading flags, and the names and anchors that Go writes otherwise. */
function translated(source: string): {pattern: string; flags: string} {
  const lookaround = /\(\?<?[=!]/.exec(source)
  if (lookaround) throw new Error(`Perl ${lookaround[0]}`)
  const leading = /^\(\?([ims]+)\)/.exec(source)
  const pattern = source
    .slice(leading?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replace(/^\\A/, '^')
    .replace(/\\z$/, '$')
  return {pattern, flags: [...new Set(leading?.[1] ?? '')].join('')}
}

function reasonOf(message: string, source: string): string {
  if (message.startsWith('Perl ')) return `invalid or unsupported Perl syntax: \`${message.slice('Perl '.length)}\``
  if (/Unterminated group/.test(message)) return `missing closing ): \`${source}\``
  if (/Unmatched '\)'/.test(message)) return `unexpected ): \`${source}\``
  if (/Unterminated character class/.test(message))
    return `missing closing ]: \`${source.slice(source.lastIndexOf('['))}\``
  if (/Nothing to repeat/.test(message))
    return `missing argument to repetition operator: \`${/[*+?]/.exec(source)?.[0] ?? ''}\``
  if (/\\ at end/.test(message)) return 'trailing backslash at end of expression: ``'
  if (/out of order in character class/.test(message))
    return `invalid character class range: \`${/.-./.exec(source.slice(source.indexOf('[')))?.[0] ?? ''}\``
  return message
}
