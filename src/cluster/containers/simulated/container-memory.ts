import type {MountedTree} from './files/find-place.ts'
import {bytesIn} from './files/tree.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What the smallest process takes; bytes. */
const own = 1024 ** 2

/** A container's memory: what its processes hold, and its files in volumes that are in memory. */
export class ContainerMemory {
  private readonly container: SimulatedContainer
  /** Its files in memory when they were counted last; bytes. */
  inFiles = 0

  constructor(container: SimulatedContainer) {
    this.container = container
  }

  get limit(): number | undefined {
    return this.container.record.config.limits?.memoryBytes
  }

  /** Whether a process can have so much, beside what is in use; an endless amount is more than any node has. */
  fits(bytes: number): boolean {
    return bytes < Number.POSITIVE_INFINITY && (this.limit === undefined || bytes + this.inFiles + own <= this.limit)
  }

  /** Counts its files in memory; the container does not survive that they are too large. */
  count(mounts: Iterable<MountedTree>): void {
    let sum = 0
    for (const {tmpfs, readOnly, tree} of mounts) if (tmpfs && !readOnly) sum += bytesIn(tree.root)
    this.inFiles = sum
    if (!this.fits(0)) this.container.outOfMemory()
  }
}
