import type {TimeSource} from '../../src/cluster/runtime/cluster-clock.ts'

/** A time that stands: nobody is ever woken. */
export const stillTime: TimeSource = {now: () => 0, wake: () => () => {}}
