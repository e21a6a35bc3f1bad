import {nextTurn} from '../runtime/next-turn.ts'

/** After how much of what expressions cost, in cel-go's units, others have their turn: some five milliseconds. */
const costOfTurn = 50_000

/** Keeps long chains of expressions from keeping all other requests waiting. */
class CostTurns {
  private since = 0

  /** Resolves when others have had their turn; undefined: not yet. */
  after(cost: number): Promise<void> | undefined {
    this.since += cost
    if (this.since < costOfTurn) return undefined
    this.since = 0
    return nextTurn()
  }
}

/** What work comes to that yields its cost as it goes on, done in turns with others. Not a promise where it was short. */
export function inTurns<T>(work: Generator<number, T>, turns = new CostTurns()): T | Promise<T> {
  for (;;) {
    const {done, value} = work.next()
    if (done) return value
    const turn = turns.after(value)
    if (turn) return turn.then(() => inTurns(work, turns))
  }
}

/** The same without anybody's turn. */
export function finished<T>(work: Generator<number, T>): T {
  for (;;) {
    const {done, value} = work.next()
    if (done) return value
  }
}
