import {setFlagsFromString} from 'node:v8'

/** How much code V8 runs before it looks whether a function is worth optimising; bytes of bytecode. Its own default, and one for a start. */
const usual = 66 * 1024
const unhurried = 6 * usual

/** From version 12 on (Node.js 22) V8 has no such budget and complains of the flag. */
const hasBudget = Number.parseInt(process.versions.v8, 10) < 12

/**
 * Does work of which most happens once in a process, as starting a cluster does. V8 optimises what ran a few times, on the other core and soon for nothing: a
 * quarter of a start's processor time. What really runs often (a cluster of thousands of pods comes up) is still optimised, only later.
 *
 * V8's code cache is refused while its flags differ: all scripts must be loaded before.
 */
export async function optimizingLater<T>(work: () => Promise<T>): Promise<T> {
  if (!hasBudget) return await work()
  setFlagsFromString(`--interrupt-budget=${unhurried}`)
  try {
    return await work()
  } finally {
    setFlagsFromString(`--interrupt-budget=${usual}`)
  }
}
