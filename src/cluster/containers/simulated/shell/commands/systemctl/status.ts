import {shownEntry} from '../../../services/journal-text.ts'
import {restartDelay, triesOf} from '../../../services/repeats.ts'
import type {JournalEntry, ServiceView} from '../../../services/service-record.ts'
import {exitName, titleOf} from '../../../services/service-wording.ts'
import type {Options} from './verb.ts'

interface StatusOptions extends Options {
  journal: JournalEntry[]
  hostname: string
}

/** A service as `systemctl status` shows it, and the last of what it said. */
export function shownStatus(service: string, view: ServiceView, options: StatusOptions): string {
  const {record, unit, files} = view
  const {state} = record
  const mark = state === 'active' || state === 'waiting' ? '●' : state === 'failed' ? '×' : '○'
  const [path = '', ...dropIns] = Object.keys(files)
  const lines = [
    ...(view.isOutdated
      ? [
          `Warning: The unit file, source configuration file or drop-ins of ${service}.service changed on disk. Run 'systemctl daemon-reload' to reload units.`,
        ]
      : []),
    `${mark} ${titleOf(service, unit)}`,
    `     Loaded: loaded (${path}; ${record.disabled ? 'disabled' : 'enabled'}; preset: enabled)`,
    ...dropInLines(dropIns),
    `     Active: ${activity(view, options.now)}`,
    ...(state !== 'active' && record.argv.length > 0
      ? [
          `    Process: ${lastPid(view, options.now)} ExecStart=${unit.execStart ?? ''} (code=exited, status=${exitName(record.exitCode ?? 0)})`,
        ]
      : []),
    ...unit.documentation.map((place, at) => `${at === 0 ? '       Docs: ' : '             '}${place}`),
    `   Main PID: ${mainPid(service, view, options.now)}`,
    ...(state === 'active'
      ? [`     CGroup: /system.slice/${service}.service`, `             └─${record.pid} ${record.argv.join(' ')}`]
      : []),
  ]
  const wanted = Number(options.values.get('lines') ?? 10)
  const said = wanted > 0 ? options.journal.slice(-wanted) : []
  const shown = said.map(entry => shownEntry(entry, options.hostname))
  return `${[...lines, ...(shown.length > 0 ? ['', ...shown] : [])].join('\n')}\n`
}

/** Where the unit itself is. */
export const unitPathOf = (files: Record<string, string>): string => Object.keys(files)[0] ?? ''

function dropInLines(paths: readonly string[]): string[] {
  const byFolder = new Map<string, string[]>()
  for (const path of paths) {
    const at = path.lastIndexOf('/')
    byFolder.set(path.slice(0, at), [...(byFolder.get(path.slice(0, at)) ?? []), path.slice(at + 1)])
  }
  return [...byFolder].flatMap(([folder, names], index) => [
    `${index === 0 ? '    Drop-In: ' : '             '}${folder}`,
    `             └─${names.join(', ')}`,
  ])
}

function activity(view: ServiceView, now: number): string {
  const {record, unit} = view
  const since = (at: number) => `since ${dayAndTime(at)}; ${ago(now - at)} ago`
  if (record.state === 'active') return `active (running) ${since(record.since)}`
  if (record.state === 'failed') return `failed (Result: exit-code) ${since(record.since)}`
  if (record.state === 'inactive')
    return `inactive (dead) ${record.argv.length > 0 ? since(record.since) : ''}`.trimEnd()
  return `activating (auto-restart) (Result: exit-code) ${since(record.since + triesOf(view, now) * restartDelay(unit))}`
}

const lastPid = (view: ServiceView, now: number): number => view.record.pid + triesOf(view, now)

function mainPid(service: string, view: ServiceView, now: number): string {
  const {record} = view
  if (record.state === 'active') return `${record.pid} (${service})`
  return `${lastPid(view, now)} (code=exited, status=${exitName(record.exitCode ?? 0)})`
}

/** `Sun 2026-11-29 16:59:59 UTC`. */
function dayAndTime(at: number): string {
  const date = new Date(at)
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getUTCDay()]
  return `${day} ${date.toISOString().slice(0, 10)} ${date.toISOString().slice(11, 19)} UTC`
}

/** As systemd says how long something has lasted, in its two greatest units: `2min 3s`, `1 day 4h`. */
function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const days = Math.floor(seconds / 86_400)
  const parts: [number, string][] = [
    [days, days === 1 ? ' day' : ' days'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return `${milliseconds}ms`
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count}${name}`)
    .join(' ')
}
