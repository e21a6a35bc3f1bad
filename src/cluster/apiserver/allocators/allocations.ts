import type {NumberPool} from './number-pool.ts'

export interface Pools {
  address: NumberPool
  port: NumberPool
}

/** What one write has taken, until it is known whether it was stored. A dry run takes nothing. */
export class Allocations {
  readonly dryRun: boolean
  /** Addresses taken anew. */
  readonly addresses: number[] = []
  /** Ports taken anew, or shown by a dry run. */
  readonly ports: number[] = []
  private readonly pools: Pools
  private undo: (() => void)[] = []

  constructor(pools: Pools, dryRun: boolean) {
    this.pools = pools
    this.dryRun = dryRun
  }

  address(number: number): void {
    this.addresses.push(number)
    this.take(this.pools.address, number)
  }

  port(number: number): void {
    this.ports.push(number)
    this.take(this.pools.port, number)
  }

  /** Keeps the allocations or gives them back; only the first call counts. */
  settle(keep: boolean): void {
    if (!keep) for (const undo of this.undo) undo()
    this.undo = []
  }

  private take(pool: NumberPool, number: number): void {
    if (this.dryRun) return
    pool.take(number)
    this.undo.push(() => pool.give(number))
  }
}
