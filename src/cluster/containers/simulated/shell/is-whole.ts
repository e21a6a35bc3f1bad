import {parse} from 'just-bash'

/** Whether a script ends where a command does: not within a quote, a loop, a here-document, or after a pipe. */
export function isWhole(script: string): boolean {
  if (/(\||&&|\\)\s*\n?$/.test(script) && !/#[^\n]*$/.test(script)) return false
  if (opensDocument(script)) return false
  try {
    parse(script)
    return true
  } catch (error) {
    return !/got EOF|unexpected EOF/.test((error as Error).message)
  }
}

/** What is wrong with a whole script, as the interpreter says it; undefined: nothing. */
export function syntaxError(script: string): string | undefined {
  try {
    parse(script)
    return undefined
  } catch (error) {
    return (error as Error).message.replace(/^.*Parse error at \d+:\d+: /, '')
  }
}

function opensDocument(script: string): boolean {
  const lines = script.split('\n')
  for (const [index, line] of lines.entries())
    for (const [, dash, name] of line.matchAll(/(?<!<)<<(?!<)(-?)\s*\\?["']?([A-Za-z_]\w*)/g)) {
      const ends = (each: string): boolean => (dash ? each.replace(/^\t+/, '') : each) === name
      if (!lines.slice(index + 1).some(ends)) return true
    }
  return false
}
