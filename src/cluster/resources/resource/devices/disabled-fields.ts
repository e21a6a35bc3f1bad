import type {ResourceClaim, ResourceSlice} from '../../../../api/kinds.ts'

/** What features that are off in Kubernetes 1.34 would add to a claim: consumable capacity, but for constraints' distinctAttribute, which stays all the same. */
export function dropDisabledInClaim(spec: object | undefined): void {
  const {devices} = (spec ?? {}) as {devices?: {requests?: Request[]}}
  for (const {exactly, firstAvailable} of devices?.requests ?? [])
    for (const request of [exactly, ...(firstAvailable ?? [])]) if (request) drop(request, ['capacity'])
}

/** Devices that are no longer allocated have no status; nor has an allocation what features that are off would add. */
export function dropReleasedDevices(draft: ResourceClaim, old: ResourceClaim): void {
  draft.spec = old.spec
  draft.metadata = {
    ...old.metadata,
    managedFields: draft.metadata.managedFields,
    resourceVersion: draft.metadata.resourceVersion,
  }
  const {status} = draft
  if (!status) return
  const results = status.allocation?.devices?.results ?? []
  for (const result of results)
    drop(result, ['bindingConditions', 'bindingFailureConditions', 'shareID', 'consumedCapacity'])
  if (status.allocation) drop(status.allocation, ['allocationTimestamp'])
  for (const device of status.devices ?? []) drop(device, ['shareID'])
  const left = new Set(results.map(idOf))
  const gone = new Set((old.status?.allocation?.devices?.results ?? []).map(idOf).filter(id => !left.has(id)))
  if (!status.devices || gone.size === 0) return
  status.devices = status.devices.filter(device => !gone.has(idOf(device)))
  if (status.devices.length === 0) delete status.devices
}

/** Of a slice: taints, partitions, binding conditions and consumable capacity. */
export function dropDisabledInSlice(spec: ResourceSlice['spec']): void {
  drop(spec, ['sharedCounters', 'perDeviceNodeSelection'])
  for (const device of spec.devices ?? []) {
    drop(device, ['taints', 'consumesCounters', 'nodeName', 'nodeSelector', 'allNodes', 'bindsToNode'])
    drop(device, ['bindingConditions', 'bindingFailureConditions', 'allowMultipleAllocations'])
    for (const capacity of Object.values(device.capacity ?? {})) drop(capacity, ['requestPolicy'])
  }
}

interface Request {
  exactly?: object
  firstAvailable?: object[]
}

function drop(object: object, fields: string[]): void {
  for (const field of fields) delete (object as Record<string, unknown>)[field]
}

const idOf = ({driver, pool, device}: {driver: string; pool: string; device: string}): string =>
  [driver, pool, device].join('/')
