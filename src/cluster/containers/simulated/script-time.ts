import {ScriptReplay} from './script-replay.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** The time as a script sees it: the cluster's or, while the script is being run again, its own past. */
export class ScriptTime {
  private readonly container: SimulatedContainer
  /** How often it has gone to sleep. */
  private sleeps = 0
  private replay?: ScriptReplay
  /** Past, but for what it put out while it did what is now done again. */
  private passed?: ScriptReplay

  constructor(container: SimulatedContainer) {
    this.container = container
  }

  get now(): number {
    return this.replay?.now ?? this.container.around.clock.now()
  }

  /** Whether it is in its past, in which nothing that it does counts. */
  get isPast(): boolean {
    return this.replay !== undefined
  }

  /** The script begins again, in its past. */
  beginAgain(): void {
    this.replay = new ScriptReplay(this.container.record, this.container.around.clock.now())
  }

  /** From here on what it does counts, though it may not be where it was. */
  comeToPresent(): void {
    if (!this.replay) return
    this.passed = this.replay
    this.endReplay()
  }

  /** What of its output is new. */
  fresh(stream: 'stdout' | 'stderr', data: Uint8Array): Uint8Array {
    return (this.replay ?? this.passed)?.fresh(stream, data) ?? data
  }

  /** Sleeps as long as is asked, in its past or with `rest` until a time; `isKept` if another process of ours is to know of it. */
  async sleep(milliseconds: number, isKept: boolean, rest: (due: number) => Promise<void>): Promise<void> {
    const {around, record} = this.container
    this.sleeps += 1
    let due = this.now + milliseconds
    const {replay} = this
    if (replay) {
      if (replay.passes(this.sleeps, due)) {
        if (replay.isOver) this.endReplay()
        return
      }
      this.endReplay()
      if (replay.isLast(this.sleeps)) due = record.wakeAt ?? due
      if (due <= around.clock.now()) return
    }
    if (isKept) this.container.sleepsUntil(Number.isFinite(due) ? due : undefined, this.sleeps)
    await rest(due)
  }

  private endReplay(): void {
    this.replay = undefined
    this.container.around.active(this.container)
  }
}
