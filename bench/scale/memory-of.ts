import {readFileSync} from 'node:fs'

/** What a process has in memory, and the most it ever had, as Linux tells it. */
export function memoryOf(pid: number): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return `${megabytes('VmRSS')} MB resident, ${megabytes('VmHWM')} MB at most`
}
