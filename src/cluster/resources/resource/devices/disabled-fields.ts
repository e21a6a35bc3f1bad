import type {ResourceClaim} from '../../../../api/kinds.ts'
import {droppingGated, type GatedFields, type Gating} from '../../gated-fields.ts'

const prioritized = (at: string): GatedFields => ({
  features: 'DRAPrioritizedList',
  fields: `${at}.devices.requests[].firstAvailable`,
})

/** Constraints' distinctAttribute is of this feature too, yet a real server leaves it. */
const consumable = (at: string): string =>
  `${at}.devices.requests[].exactly.capacity ${at}.devices.requests[].firstAvailable[].capacity`

const results = 'status.allocation.devices.results[]'

const adminAccess: GatedFields = {
  features: 'DRAAdminAccess',
  fields: `spec.devices.requests[].exactly.adminAccess ${results}.adminAccess`,
}
const ofConsumable = `${consumable('spec')} ${results}.shareID ${results}.consumedCapacity status.devices[].shareID`

const dropInClaim = droppingGated(
  prioritized('spec'),
  adminAccess,
  {features: 'DRAResourceClaimDeviceStatus', fields: 'status.devices'},
  {
    features: 'DRADeviceBindingConditions DRAResourceClaimDeviceStatus',
    fields: `status.allocation.allocationTimestamp ${results}.bindingConditions ${results}.bindingFailureConditions`,
  },
  {
    features: 'DRAConsumableCapacity',
    fields: ofConsumable,
    uses: `spec.devices.constraints[].distinctAttribute ${ofConsumable}`,
  },
)

/** What features that are off would add to a claim. */
export const dropDisabledInClaim: (draft: object, gating: Gating<object>) => void = dropInClaim

/** The same of a template of claims. */
export const dropDisabledInClaimTemplate = droppingGated(
  prioritized('spec.spec'),
  {features: 'DRAAdminAccess', fields: 'spec.spec.devices.requests[].exactly.adminAccess'},
  {
    features: 'DRAConsumableCapacity',
    fields: consumable('spec.spec'),
    uses: `spec.spec.devices.constraints[].distinctAttribute ${consumable('spec.spec')}`,
  },
)

/** Of a slice: taints, partitions, binding conditions and consumable capacity. */
export const dropDisabledInSlice = droppingGated(
  {features: 'DRADeviceTaints', fields: 'spec.devices[].taints'},
  {
    features: 'DRAPartitionableDevices',
    fields:
      'spec.sharedCounters spec.perDeviceNodeSelection spec.devices[].consumesCounters spec.devices[].nodeName spec.devices[].nodeSelector spec.devices[].allNodes',
  },
  {
    features: 'DRADeviceBindingConditions DRAResourceClaimDeviceStatus',
    fields: 'spec.devices[].bindingConditions spec.devices[].bindingFailureConditions spec.devices[].bindsToNode',
  },
  {
    features: 'DRAConsumableCapacity',
    fields: 'spec.devices[].allowMultipleAllocations spec.devices[].capacity{}.requestPolicy',
  },
)

/** Devices that are no longer allocated have no status; nor has an allocation what features that are off would add. */
export function dropReleasedDevices(draft: ResourceClaim, old: ResourceClaim, {features}: Gating): void {
  draft.spec = old.spec
  const {status} = draft
  if (!status) return
  // The spec is the stored one's own.
  dropInClaim({status}, {features, old})
  if (!status.devices || (!features.enabled('DRAResourceClaimDeviceStatus') && !old.status?.devices?.length)) return
  const left = new Set((status.allocation?.devices?.results ?? []).map(idOf))
  const gone = new Set((old.status?.allocation?.devices?.results ?? []).map(idOf).filter(id => !left.has(id)))
  if (gone.size === 0) return
  status.devices = status.devices.filter(device => !gone.has(idOf(device)))
  if (status.devices.length === 0) delete status.devices
}

interface AllocatedDevice {
  driver: string
  pool: string
  device: string
  /** Of a device that several claims have a share of. */
  shareID?: string
}

const idOf = ({driver, pool, device, shareID}: AllocatedDevice): string =>
  [driver, pool, device, ...(shareID === undefined ? [] : [shareID])].join('/')
