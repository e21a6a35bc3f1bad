import type {ResourceClaim} from '../../../../api/kinds.ts'
import type {Informer} from '../../../runtime/informer.ts'
import {type DeviceId, takenBy} from './device-id.ts'

/**
 * The devices that claims have: as the informer shows them, and those given out in a scheduling cycle whose writes it does not show yet. Kept from change
 * to change: to look at all claims for every pod would cost their square.
 */
export class AllocatedDevices {
  private readonly counts = new Map<DeviceId, number>()
  /** By the claim's uid. */
  private readonly inFlight = new Map<string, DeviceId[]>()

  constructor(claims: Informer<ResourceClaim>) {
    claims.onChange({
      added: claim => this.count(takenBy(claim), 1),
      updated: (claim, old) => {
        if (claim.status?.allocation === old.status?.allocation) return
        this.count(takenBy(old), -1)
        this.count(takenBy(claim), 1)
      },
      deleted: claim => this.count(takenBy(claim), -1),
    })
  }

  has(id: DeviceId): boolean {
    return this.counts.has(id)
  }

  isPending({metadata}: ResourceClaim): boolean {
    return this.inFlight.has(metadata.uid!)
  }

  /** Whoever comes next finds the devices taken. */
  expect(claim: ResourceClaim): void {
    const devices = takenBy(claim)
    this.inFlight.set(claim.metadata.uid!, devices)
    this.count(devices, 1)
  }

  /** The claim's allocation is written, or never will be. */
  settled({metadata}: ResourceClaim): void {
    this.count(this.inFlight.get(metadata.uid!) ?? [], -1)
    this.inFlight.delete(metadata.uid!)
  }

  private count(devices: readonly DeviceId[], by: number): void {
    for (const id of devices) {
      const count = (this.counts.get(id) ?? 0) + by
      if (count === 0) this.counts.delete(id)
      else this.counts.set(id, count)
    }
  }
}
