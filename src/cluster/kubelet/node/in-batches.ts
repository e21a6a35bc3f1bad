/** How many nodes register at the same time: their writes share the disk's syncs, and others have their turn. */
const batchSize = 100

export async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += batchSize)
    results.push(...(await Promise.all(items.slice(start, start + batchSize).map(work))))
  return results
}
