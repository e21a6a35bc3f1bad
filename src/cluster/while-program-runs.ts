import type {OwnProgramRuns} from './containers/own-program-runs.ts'
import type {Activity} from './runtime/activity.ts'
import type {Component} from './runtime/component.ts'

export interface WhileProgramRunsOptions {
  program: string
  runs: OwnProgramRuns
  /** Resolves once containers that ran before this process run again; tells whether there were any. */
  restored(): Promise<boolean>
  activity: Activity
  /** Makes what runs; anew each time that the program comes up. */
  create(): Component[]
}

/**
 * What a program of the control plane does, for as long as a container of it runs: who breaks its manifest stops it, who mends that starts it again. In a new
 * cluster it does not wait for its container, which is started along with it.
 */
export function whileProgramRuns({program, runs, restored, activity, create}: WhileProgramRunsOptions): Component {
  let running: Component[] | undefined
  let stopped = false
  /** Where nobody has seen a container of it. */
  let otherwise = true
  let turn: Promise<void> = Promise.resolve()
  let off = (): void => {}

  const apply = async (wanted: boolean): Promise<void> => {
    if (wanted === (running !== undefined)) return
    if (wanted) {
      running = create()
      await Promise.all(running.map(component => component.start()))
    } else {
      const parts = running!
      running = undefined
      for (const component of parts.reverse()) await component.stop()
    }
  }
  const follow = (): void => {
    if (stopped) return
    turn = activity.during(turn.then(() => apply(!stopped && (runs.isActing(program) ?? otherwise))))
  }

  return {
    name: program,
    async start() {
      otherwise = !(await restored())
      off = runs.onChange(follow)
      await apply(runs.isActing(program) ?? otherwise)
    },
    async stop() {
      stopped = true
      off()
      await turn
      await apply(false)
    },
  }
}
