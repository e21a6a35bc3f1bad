/** A program's container, as what stands behind the program in this process sees it. */
export interface OwnProgramRun {
  /** It has found all that it needs and does its work. */
  acts(): void
  ends(): void
}

/** Which of the cluster's own programs have a container that does their work: what is behind them in this process stops and starts with it. */
export class OwnProgramRuns {
  private readonly runs = new Map<string, Set<{isActing: boolean}>>()
  private readonly listeners = new Set<() => void>()

  begins(program: string): OwnProgramRun {
    const run = {isActing: false}
    const runs = this.runs.get(program) ?? new Set()
    this.runs.set(program, runs.add(run))
    return {
      acts: () => {
        run.isActing = true
        this.tell()
      },
      ends: () => {
        if (runs.delete(run)) this.tell()
      },
    }
  }

  /** Whether one of its containers does its work; undefined where nobody has seen one yet. */
  isActing(program: string): boolean | undefined {
    const runs = this.runs.get(program)
    return runs && [...runs].some(({isActing}) => isActing)
  }

  /** Called after each change. Returns what takes the listener off. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener()
  }
}
