import type {DeviceClass, DeviceRequest, DeviceSelector, ResourceClaim} from '../../../../../api/kinds.ts'
import {type Candidate, candidatesOf} from './candidate.ts'
import type {Pool} from './pools.ts'
import {isSelected} from './selectors.ts'

/** A request, or one of its alternatives, with what it comes to on a node. */
export interface WantedRequest {
  /** `request`, or `request/alternative`. */
  name: string
  class: DeviceClass
  adminAccess: boolean
  count: number
  /** The devices, where all are wanted. */
  all?: Candidate[]
  matches(candidate: Candidate): boolean
}

interface Asked {
  name: string
  deviceClassName: string
  selectors?: DeviceSelector[]
  allocationMode?: string
  count?: number
  adminAccess?: boolean
}

/** The alternatives of a request in their order: mostly the request itself. Throws what makes a claim impossible to allocate. */
export function alternativesOf(
  {name, exactly, firstAvailable = []}: DeviceRequest,
  claim: ResourceClaim,
  classOf: (name: string) => DeviceClass | undefined,
  pools: readonly Pool[],
): WantedRequest[] {
  const asked: Asked[] = exactly
    ? [{...exactly, name}]
    : firstAvailable.map(each => ({...each, name: `${name}/${each.name}`}))
  return asked.map(each => wantedRequest(each, claim, classOf, pools))
}

function wantedRequest(
  asked: Asked,
  claim: ResourceClaim,
  classOf: (name: string) => DeviceClass | undefined,
  pools: readonly Pool[],
): WantedRequest {
  const {namespace, name: claimName} = claim.metadata
  const {deviceClassName, selectors = [], allocationMode, count = 0, adminAccess = false} = asked
  const who = `claim ${namespace}/${claimName}, request ${asked.name.split('/').at(-1)}`
  const deviceClass = classOf(deviceClassName)
  if (!deviceClass)
    throw new Error(
      `${who}: could not retrieve device class ${deviceClassName}: deviceclass.resource.k8s.io "${deviceClassName}" not found`,
    )
  const request = {
    name: asked.name,
    class: deviceClass,
    adminAccess,
    // Devices that are ready only some time after they are allocated, or share what they consume, belong to features that are off by default.
    matches: (candidate: Candidate) =>
      !candidate.device.bindingConditions?.length &&
      isSelected(candidate, deviceClass.spec?.selectors ?? [], `class ${deviceClassName}`) &&
      isSelected(candidate, selectors, `claim ${namespace}/${claimName}`),
  }
  if (allocationMode === 'ExactCount') return {...request, count}
  if (allocationMode !== 'All') throw new Error(`${who}: unsupported count mode ${allocationMode}`)
  for (const {driver, name, isIncomplete, invalid} of pools) {
    const problem = isIncomplete ? 'being updated' : invalid && 'invalid'
    if (problem)
      throw new Error(`${who}: asks for all devices, but resource pool ${driver}/${name} is currently ${problem}`)
  }
  const all = pools.flatMap(candidatesOf).filter(request.matches)
  return {...request, count: all.length, all}
}
