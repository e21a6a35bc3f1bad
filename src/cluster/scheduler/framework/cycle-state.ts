import type {Plugin} from './plugin.ts'

/** A fact that plugins change as they try out what would be if. */
export interface CloneableFact {
  clone(): unknown
}

/** What plugins remember from one extension point to the next within one pod's scheduling cycle. */
export class CycleState {
  private readonly facts = new Map<string, unknown>()
  /** Plugins whose `preFilter` had nothing to say: their `filter` is not asked. */
  readonly skippedFilters = new Set<string>()
  readonly skippedScores = new Set<string>()
  /** Those that are asked, found out for the first node. */
  filters: readonly Plugin[] | undefined
  /** Once a `preFilter` has refused: its plugin, and those behind it whose `preFilter` was not asked. Their `filter` knows nothing of the pod. */
  unprepared: readonly Plugin[] = []

  write(key: string, fact: unknown): void {
    this.facts.set(key, fact)
  }

  read<T>(key: string): T | undefined {
    return this.facts.get(key) as T | undefined
  }

  /** A copy for trying things out; facts that can be cloned are. */
  clone(): CycleState {
    const copy = new CycleState()
    for (const [key, fact] of this.facts) copy.facts.set(key, isCloneable(fact) ? fact.clone() : fact)
    for (const name of this.skippedFilters) copy.skippedFilters.add(name)
    for (const name of this.skippedScores) copy.skippedScores.add(name)
    return copy
  }
}

const isCloneable = (fact: unknown): fact is CloneableFact =>
  typeof fact === 'object' && fact !== null && 'clone' in fact && typeof fact.clone === 'function'
