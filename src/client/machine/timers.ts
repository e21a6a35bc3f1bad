import {elsewhere} from './elsewhere.ts'

/** Calls back after so many milliseconds of the time that the command's machine has. */
export function after(milliseconds: number, callback: () => void): {cancel(): void} {
  const place = elsewhere()
  if (place) return place.after(milliseconds, callback)
  const timer = setTimeout(callback, milliseconds)
  return {cancel: () => clearTimeout(timer)}
}

export const sleep = (milliseconds: number): Promise<void> =>
  elsewhere()?.sleep(milliseconds) ?? new Promise(resolve => setTimeout(resolve, milliseconds))
