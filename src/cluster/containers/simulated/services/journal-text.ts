import type {JournalEntry} from './service-record.ts'

/** `Nov 29 16:59:59 worker-1 kubelet[214]: text`. */
export function shownEntry({at, who, pid, text}: JournalEntry, hostname: string): string {
  const date = new Date(at)
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][date.getUTCMonth()]
  const day = String(date.getUTCDate()).padStart(2, '0')
  return `${month} ${day} ${date.toISOString().slice(11, 19)} ${hostname} ${who}[${pid}]: ${text}`
}
