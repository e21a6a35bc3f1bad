import {shownEntry} from '../../services/journal-text.ts'
import type {JournalEntry} from '../../services/service-record.ts'
import {isNodeRoot} from '../is-node-root.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** journalctl: what the services of a node have said. */
export function journalctlCommand({host}: ShellParts): Record<string, Run> {
  const {node} = host
  const read = async (options: JournalOptions): Promise<JournalEntry[]> =>
    wanted(await node.services.journal(node.name), options, host.now())

  /** Shows what is said as it is said, until somebody has seen enough. */
  const follow = async (options: JournalOptions, shown: number, signal?: AbortSignal): Promise<void> => {
    let after = shown
    while (!host.signal.aborted && !signal?.aborted) {
      await host.sleep(1000, signal)
      const entries = await read({...options, lines: undefined})
      for (const entry of entries.slice(after)) host.stdout(Buffer.from(`${text(entry, options, host.hostname)}\n`))
      after = entries.length
    }
  }

  return {
    async journalctl(args, context) {
      if (!isNodeRoot(host)) return failed('No journal files were found.\n')
      const options = optionsOf(args)
      if (typeof options === 'string') return failed(options)
      const all = await read({...options, lines: undefined})
      const lines = options.follows ? (options.lines ?? 10) : options.lines
      const shown = lines === undefined ? all : all.slice(-lines)
      const ordered = options.reverse ? [...shown].reverse() : shown
      const stdout = ordered.map(entry => `${text(entry, options, host.hostname)}\n`).join('')
      if (!options.follows) return ok(stdout || '-- No entries --\n')
      host.stdout(Buffer.from(stdout))
      await follow(options, all.length, context.signal)
      return ok()
    },
  }
}

interface JournalOptions {
  units: string[]
  lines?: number | undefined
  since?: string
  until?: string
  grep?: RegExp
  follows: boolean
  reverse: boolean
  /** Without time and name. */
  isPlain: boolean
}

const text = (entry: JournalEntry, {isPlain}: JournalOptions, hostname: string): string =>
  isPlain ? entry.text : shownEntry(entry, hostname)

function wanted(all: JournalEntry[], {units, since, until, grep, lines}: JournalOptions, now: number): JournalEntry[] {
  const from = since === undefined ? Number.NEGATIVE_INFINITY : timeOf(since, now)
  const to = until === undefined ? Number.POSITIVE_INFINITY : timeOf(until, now)
  const entries = all.filter(
    ({at, who, text: said}) =>
      at >= from &&
      at <= to &&
      (units.length === 0 || units.some(unit => who === unit || said.includes(`${unit}.service`))) &&
      (!grep || grep.test(said)),
  )
  return lines === undefined ? entries : entries.slice(-lines)
}

/** `10 min ago`, `-10m`, `today`, `yesterday`, `2026-11-29 16:00`. */
function timeOf(text: string, now: number): number {
  const units: Record<string, number> = {s: 1, m: 60, h: 3600, d: 86_400, w: 604_800}
  const [, count, unit] = /^-?\s*(\d+)\s*([smhdw])\w*(?: ago)?$/.exec(text) ?? []
  if (count !== undefined) return now - Number(count) * units[unit!]! * 1000
  const day = 86_400_000
  const midnight = Math.floor(now / day) * day
  if (text === 'today') return midnight
  if (text === 'yesterday') return midnight - day
  if (text === 'now') return now
  return Date.parse(`${text.includes(':') ? text : `${text} 00:00`}Z`.replace(' ', 'T'))
}

/** Reads the command line; a text says what is wrong with it. */
function optionsOf(args: readonly string[]): JournalOptions | string {
  const options: JournalOptions = {units: [], follows: false, reverse: false, isPlain: false}
  const waiting = [...args]
  const set: Record<string, (value: string) => void> = {
    unit: value => options.units.push(value.replace(/\.service$/, '')),
    lines: value => (options.lines = value === 'all' ? undefined : Number(value)),
    since: value => (options.since = value),
    until: value => (options.until = value),
    grep: value => (options.grep = new RegExp(value, value === value.toLowerCase() ? 'i' : '')),
    output: value => (options.isPlain = value === 'cat'),
    priority: () => {},
    identifier: value => options.units.push(value),
    boot: () => {},
  }
  const letters: Record<string, string> = {
    u: 'unit',
    n: 'lines',
    S: 'since',
    U: 'until',
    g: 'grep',
    o: 'output',
    p: 'priority',
    t: 'identifier',
  }
  const flags: Record<string, () => void> = {
    f: () => (options.follows = true),
    r: () => (options.reverse = true),
    e: () => (options.lines ??= 1000),
  }
  const long: Record<string, string> = {follow: 'f', reverse: 'r', 'pager-end': 'e'}
  const take = (name: string, value: string | undefined) => set[name]!(value ?? waiting.shift() ?? '')
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(arg) ?? []
    if (name !== undefined && Object.hasOwn(set, name) && name !== 'boot') take(name, value)
    else if (name !== undefined) flags[long[name] ?? '']?.()
    else if (!arg.startsWith('-')) return `Failed to add match '${arg}': Invalid argument\n`
    else
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at]!
        if (letters[letter] !== undefined) {
          // -n alone means ten lines.
          const rest = arg.slice(at + 1)
          if (letter === 'n' && !rest && !/^(\d+|all)$/.test(waiting[0] ?? '')) options.lines = 10
          else take(letters[letter], rest || undefined)
          break
        }
        flags[letter]?.()
      }
  }
  return options
}
