import {AsyncLocalStorage} from 'node:async_hooks'
import {type Elsewhere, findElsewhereBy} from './elsewhere.ts'

const places = new AsyncLocalStorage<Elsewhere>()

/** Runs something, with all that it waits for, as if it ran there. */
export function runElsewhere<T>(place: Elsewhere, run: () => T): T {
  findElsewhereBy(() => places.getStore())
  return places.run(place, run)
}

/** Runs what serves others, for which it does not matter who asked. */
export const runHere = <T>(run: () => T): T => places.exit(run)
