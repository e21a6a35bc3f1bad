import type {ExecResult} from 'just-bash'
import type {ScriptTime} from './script-time.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What came of an errand. */
export type Errand = Pick<ExecResult, 'stdout' | 'stderr' | 'exitCode' | 'stdoutKind'>

/** How many a container's record keeps; of later ones in a script's past nothing is known but that they are done. */
const mostKept = 1000

/**
 * What a container's own script has had done to the world outside: a script that is run again, because an earlier process of ours has ended, is told what came
 * of it then. The first errand that nobody has heard the end of is where its past ends.
 */
export class ScriptErrands {
  private readonly container: SimulatedContainer
  private readonly time: ScriptTime
  private readonly remembered: readonly (Errand | null | undefined)[]
  private begun = 0

  constructor(container: SimulatedContainer, time: ScriptTime) {
    this.container = container
    this.time = time
    this.remembered = [...(container.record.errands ?? [])]
  }

  async once(run: () => Promise<Errand>): Promise<Errand> {
    const index = this.begun
    this.begun += 1
    const known = this.remembered[index]
    if (known) return known
    if (index >= mostKept && this.time.isPast) return {stdout: '', stderr: '', exitCode: 0}
    this.time.comeToPresent()
    const outcome = await run()
    if (index < mostKept) this.container.remember(index, outcome)
    return outcome
  }
}
