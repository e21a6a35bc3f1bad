import {containsExecutable} from './images/executables.ts'
import {findProgram, unwrapped} from './programs/find-program.ts'
import {ownProgram} from './programs/own-program.ts'
import type {RunningProgram, Signal, StartProgram} from './programs/program.ts'
import {programHost} from './programs/program-host.ts'
import {ScriptProcess} from './script-process.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** A container's first process: a program that is played, or a script. */
export class InitProcess {
  private readonly container: SimulatedContainer
  /** Absent where it has ended. */
  program?: RunningProgram

  constructor(container: SimulatedContainer) {
    this.container = container
  }

  /** `again` if an earlier process of ours had started it. */
  launch(again: boolean): void {
    const {argv, around, record} = this.container
    const {image} = around
    if (!image.known && !containsExecutable(image.definition, argv[0] ?? ''))
      return this.play(ownProgram(argv, record.config.runsToCompletion), again)
    const found = findProgram(argv)
    if (found.type === 'native') return this.play(found.start, again)
    const script = new ScriptProcess(this.container, unwrapped(argv), undefined, 1)
    this.program = script
    script.begin(again)
  }

  signal(signal: Signal): void {
    // What is interpreted cannot be made to stop at once: it goes on for nobody.
    if (signal === 'SIGKILL' && this.program instanceof ScriptProcess) this.container.exit(137)
    else this.program?.signal(signal)
  }

  /** It goes on for nobody. */
  abandon(): void {
    this.program?.abandon?.()
  }

  /** It has ended. */
  end(): void {
    this.abandon()
    this.program = undefined
  }

  /** What a program says as it starts, it has said before when it is started again. */
  private play(start: StartProgram, again: boolean): void {
    const host = programHost(this.container, this.container.argv, true)
    let isSaidBefore = again
    const put = (stream: 'stdout' | 'stderr') => (text: string | Uint8Array) => isSaidBefore || host[stream](text)
    this.program = undefined
    const program = start({...host, stdout: put('stdout'), stderr: put('stderr')})
    isSaidBefore = false
    if (this.container.record.state === 'Running') this.program = program
  }
}
