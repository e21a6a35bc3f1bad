export interface Measurement {
  what: string
  result: string
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The middle one of several runs, in milliseconds. */
export async function median(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push(await timed(work))
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!
}

export const perSecond = (count: number, milliseconds: number): string =>
  `${Math.round((count / milliseconds) * 1_000).toLocaleString('en')}/s`

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
