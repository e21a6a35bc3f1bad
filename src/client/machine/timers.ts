import {elsewhere} from './elsewhere.ts'

/** Node's timers wait no longer: with more, they do not wait at all. Some 25 days. */
const longest = 2 ** 31 - 1

/** Calls back after so many milliseconds of the time that the command's machine has. */
export function after(milliseconds: number, callback: () => void): {cancel(): void} {
  const place = elsewhere()
  if (place) return place.after(milliseconds, callback)
  const timer = setTimeout(callback, Math.min(milliseconds, longest))
  return {cancel: () => clearTimeout(timer)}
}

export const sleep = (milliseconds: number): Promise<void> =>
  elsewhere()?.sleep(milliseconds) ?? new Promise(resolve => setTimeout(resolve, Math.min(milliseconds, longest)))
