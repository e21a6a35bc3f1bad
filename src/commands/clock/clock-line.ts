import {formatDuration} from '../../api/duration.ts'
import type {ClockReading} from '../../cluster/index.ts'

/** `2026-11-23T18:00:00Z (paused), 24h0m0s ahead of real time`. */
export function clockLine({now, offset, paused}: ClockReading): string {
  const seconds = Math.round(offset / 1000)
  const distance =
    seconds === 0
      ? ''
      : `, ${formatDuration(Math.abs(seconds) * 1000)} ${seconds > 0 ? 'ahead of' : 'behind'} real time`
  return `${new Date(now).toISOString().slice(0, 19)}Z${paused ? ' (paused)' : ''}${distance}\n`
}
