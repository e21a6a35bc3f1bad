import type {AllocatorMetrics} from '../metrics/allocator-metrics.ts'
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
  private readonly metrics: AllocatorMetrics | undefined

  constructor(pools: Pools, dryRun: boolean, metrics?: AllocatorMetrics) {
    this.pools = pools
    this.dryRun = dryRun
    this.metrics = metrics
  }

  /** `asked`: it was this one that was wanted. */
  address(number: number, asked: boolean): void {
    if (!this.dryRun) this.metrics?.address(asked)
    this.addresses.push(number)
    this.take(this.pools.address, number)
  }

  port(number: number, asked: boolean): void {
    if (!this.dryRun) this.metrics?.port(asked)
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
