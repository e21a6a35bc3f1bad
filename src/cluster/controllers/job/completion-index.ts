import type {Job, Pod} from '../../../api/kinds.ts'

export const indexKey = 'batch.kubernetes.io/job-completion-index'

export const isIndexed = (job: Job): boolean => job.spec?.completionMode === 'Indexed'

/** A pod's completion index; undefined when it has none or one beyond the job's completions. */
export function completionIndex(job: Job, pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[indexKey]
  if (text === undefined || !/^\d+$/.test(text)) return undefined
  const index = Number(text)
  return index < (job.spec?.completions ?? 0) ? index : undefined
}

/** `1,3-5,7` as a set. */
export function parseIndexes(text: string | undefined): Set<number> {
  const indexes = new Set<number>()
  for (const part of text ? text.split(',') : []) {
    const [first, last = first] = part.split('-').map(Number)
    for (let index = first!; index <= last!; index += 1) indexes.add(index)
  }
  return indexes
}

/** A set as `1,3-5,7`: runs of three and more are shortened. */
export function formatIndexes(indexes: Iterable<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b)
  const parts: string[] = []
  for (let place = 0; place < sorted.length; ) {
    let end = place
    while (sorted[end + 1] === sorted[end]! + 1) end += 1
    const [first, last] = [sorted[place]!, sorted[end]!]
    parts.push(first === last ? `${first}` : last === first + 1 ? `${first},${last}` : `${first}-${last}`)
    place = end + 1
  }
  return parts.join(',')
}

/** The lowest `count` indexes that nobody works on or is done with. */
export function pendingIndexes(completions: number, taken: ReadonlySet<number>, count: number): number[] {
  const pending: number[] = []
  for (let index = 0; index < completions && pending.length < count; index += 1)
    if (!taken.has(index)) pending.push(index)
  return pending
}
