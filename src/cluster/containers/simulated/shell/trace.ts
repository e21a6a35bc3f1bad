/** What lines of `set -x` begin with inside the interpreter, which sends them where the command's own errors go. */
const mark = '\x01\x02\x01'

/** Sets the prompt of such lines, where a script may make any. */
export const markTraces = (script: string): string =>
  /(^|[\s;&|{(])set\s+(-\w+\s+)*(-\w*x|-o\s+xtrace)/.test(script) ? `PS4='${mark}+ '\n` : ''

/** Takes such lines out of what a command puts out: a shell writes them to its own standard error, wherever the command's leads. */
export function withoutTraces(data: Uint8Array): {data: Uint8Array; traces: string} {
  if (!data.includes(1)) return {data, traces: ''}
  let traces = ''
  const text = Buffer.from(data)
    .toString('latin1')
    .replace(lines, (_, line: string) => {
      traces += asWritten(line)
      return ''
    })
  return {data: Buffer.from(text, 'latin1'), traces: Buffer.from(traces, 'latin1').toString()}
}

/** Such lines as they are read. */
export const unmarked = (text: string): string => text.replace(lines, (_, line: string) => asWritten(line))

const lines = new RegExp(`^\x01*${mark}(\\++ .*\\n?)`, 'gm')

/** A trace as the script has the command: what was put into it does not show. */
const asWritten = (line: string): string =>
  /^\++ __(?!kill|wait)\w/.test(line) ? '' : line.replace(/^(\++ )__(kill|wait)\b/, '$1$2')
