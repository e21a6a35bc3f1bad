import {readFileSync} from 'node:fs'

/** Ticks of /proc/PID/stat in a second. */
const ticks = 100

/** User and system time that processes have used so far, all their threads; seconds. */
export function processorTime(pids: number[]): number {
  let sum = 0
  for (const pid of pids) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    sum += Number(fields[11]) + Number(fields[12])
  }
  return sum / ticks
}

/** What processes have resident, and have had at the most; MB. */
export function residentMemory(pids: number[]): {now: number; peak: number} {
  const read = (name: string): number =>
    pids.reduce((sum, pid) => {
      const kilobytes = new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      return sum + Number(kilobytes ?? 0) / 1024
    }, 0)
  return {now: Math.round(read('VmRSS')), peak: Math.round(read('VmHWM'))}
}
