import {nextTurn} from './next-turn.ts'

/** How many begin in a turn of the event loop: some milliseconds' work, after which others have their turn. */
const begunTogether = 40
/** How many may be under way. */
const atOnce = 200

/** Does the same with many things, a few more in each turn of the event loop; who waits for an answer holds up nobody behind it. `work` never rejects. */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const running = new Set<Promise<void>>()
  for (let start = 0; start < items.length; start += begunTogether) {
    for (const item of items.slice(start, start + begunTogether)) {
      const done = work(item).finally(() => running.delete(done))
      running.add(done)
    }
    await nextTurn()
    while (running.size > atOnce) await Promise.race(running)
  }
  await Promise.all(running)
}
