import type {FlagSet} from './flags/flag.ts'
import type {Invocation} from './invocation.ts'

/** A line of kubectl's log on stderr: `W1123 18:38:00.123456   4242 helpers.go:712] text`. */
export function logLine(
  {context}: Pick<Invocation<FlagSet>, 'context'>,
  {severity, source, text}: {severity: 'I' | 'W' | 'E' | 'F'; source: string; text: string},
): void {
  const now = new Date(context.now())
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${two(now.getMonth() + 1)}${two(now.getDate())}`
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`
  const fraction = String(now.getMilliseconds()).padStart(3, '0')
  context.stderr.write(
    `${severity}${day} ${time}.${fraction}000 ${String(process.pid).padStart(7)} ${source}] ${text}\n`,
  )
}
