/**
 * Does `count` things in batches of 1, 2, 4 … so that one cause that would fail them all costs few attempts. A batch with a failure is the last.
 * Returns how many succeeded and the first error.
 */
export async function slowStart(
  count: number,
  act: (index: number) => Promise<void>,
): Promise<{succeeded: number; error?: unknown}> {
  let succeeded = 0
  let started = 0
  for (let batch = 1; started < count; batch *= 2) {
    const size = Math.min(batch, count - started)
    const first = started
    started += size
    const results = await Promise.allSettled(Array.from({length: size}, (_, offset) => act(first + offset)))
    const failure = results.find(result => result.status === 'rejected')
    succeeded += results.filter(result => result.status === 'fulfilled').length
    if (failure) return {succeeded, error: failure.reason}
  }
  return {succeeded}
}
