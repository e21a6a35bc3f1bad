export interface Cost {
  /** Wall time, seconds. */
  seconds: number
  /** User and system time of this process, all its threads, seconds. */
  cpu: number
}

/** What some work costs this process. */
export async function measure(work: () => Promise<unknown>): Promise<Cost> {
  const before = performance.now()
  const cpuBefore = process.cpuUsage()
  await work()
  const {user, system} = process.cpuUsage(cpuBefore)
  return {seconds: (performance.now() - before) / 1000, cpu: (user + system) / 1e6}
}

/** `1,234/s, 2,345 per second of CPU`. */
export const rate = (count: number, {seconds, cpu}: Cost): string =>
  `${perSecond(count / seconds)}/s, ${perSecond(count / cpu)} per second of CPU`

const perSecond = (value: number): string => Math.round(value).toLocaleString('en')

/** How much more of the same work was done, in the same time and for the same processor time, than by a rival. */
export const ratio = (theirs: Cost, ours: Cost): string =>
  `${(theirs.seconds / ours.seconds).toFixed(2)} × as fast, ${(theirs.cpu / ours.cpu).toFixed(2)} × per second of CPU`
