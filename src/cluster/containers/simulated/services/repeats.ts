import {klogTime} from '../../../runtime/klog.ts'
import type {JournalEntry, ServiceView} from './service-record.ts'
import {exitName, titleOf} from './service-wording.ts'
import type {Unit} from './unit-file.ts'

/** After how many milliseconds a service that ended is tried again. */
export const restartDelay = ({restartAfter}: Unit): number => Math.max(restartAfter, 0.1) * 1000

/** How often a service that fails has been tried again by now. */
export const triesOf = ({record, unit}: ServiceView, now: number): number =>
  record.state === 'waiting' ? Math.max(0, Math.floor((now - record.since) / restartDelay(unit))) : 0

/** Of how many tries a journal shows what they said. */
const mostTries = 20

/** What a service that fails again and again has said since it was tried last: at each try the same. */
export function repeats(service: string, view: ServiceView, now: number): JournalEntry[] {
  const {record, unit} = view
  if (record.state !== 'waiting') return []
  const name = `${service}.service`
  const tries = triesOf(view, now)
  const shown = triesOf(view, record.began)
  const entries: JournalEntry[] = []
  for (let attempt = Math.max(shown + 1, tries - mostTries + 1); attempt <= tries; attempt++) {
    const at = record.since + attempt * restartDelay(unit)
    const pid = record.pid + attempt
    const say = (who: string, from: number, text: string) => entries.push({at, who, pid: from, text})
    say('systemd', 1, `${name}: Scheduled restart job, restart counter is at ${attempt}.`)
    say('systemd', 1, `Started ${titleOf(service, unit)}.`)
    for (const text of record.complaint ?? []) say(service, pid, timed(text, at, pid))
    say('systemd', 1, `${name}: Main process exited, code=exited, status=${exitName(record.exitCode ?? 1)}`)
    say('systemd', 1, `${name}: Failed with result 'exit-code'.`)
  }
  return entries
}

/** A line of klog's with another time and another process. */
const timed = (text: string, at: number, pid: number): string =>
  text.replace(
    /^([IWEF])\d{4} [\d:.]+ +\d+ /,
    (_, level: string) => `${level}${klogTime(at)} ${String(pid).padStart(7)} `,
  )
