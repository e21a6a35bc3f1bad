import type {Activity} from './activity.ts'
import {nextTurn} from './next-turn.ts'

/** Turns of the event loop in which what costs no cluster time can come to its end. */
const turns = 100

/**
 * Resolves when what was to be done in time has had its chance even if this process was held up: a deadline is about the cluster's time, and a busy
 * machine is nobody's fault in there.
 */
export const lastChance = (activity: Activity): Promise<void> =>
  activity.during(async () => {
    for (let turn = 0; turn < turns; turn += 1) await nextTurn()
  })
