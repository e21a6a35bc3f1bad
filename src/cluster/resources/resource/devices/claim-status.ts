import {forbiddenField, invalidValue, required, tooLong, tooMany} from '../../../../api/field-error.ts'
import type {ResourceClaim} from '../../../../api/kinds.ts'
import {validateNodeSelector} from '../../core/pod/validate/node-affinity.ts'
import {validateCsiDriverName} from '../../core/volumes/csi.ts'
import {goJson} from '../../go-types/go-json.ts'
import {conditionErrors} from '../../validation/conditions.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, requiredWord} from '../../validation/errors.ts'
import {formatIp, parseCidr} from '../../validation/ip-address.ts'
import {type DeviceClaim, requestNameErrors, requestNamesErrors} from './claim.ts'
import {configurationErrors, rawObjectErrors} from './configuration.ts'
import {boundedList, distinctList} from './lists.ts'
import {labelErrors, poolNameErrors} from './names.ts'

type Status = NonNullable<ResourceClaim['status']>
type Allocation = NonNullable<Status['allocation']>
type Device = NonNullable<Status['devices']>[number]

const limits = {
  reservedFor: 256,
  results: 32,
  config: 64,
  conditions: 8,
  data: 10 * 1024,
  ips: 16,
  name: 256,
  hardware: 128,
}

/** What a scheduler and drivers may say of a claim. */
export function* claimStatusErrors(claim: ResourceClaim, old: ResourceClaim): Errors {
  const status = claim.status ?? ({} as Status)
  const {reservedFor = [], allocation, devices} = status
  yield* distinctList('status.reservedFor', reservedFor, {
    most: limits.reservedFor,
    *rule({resource, name, uid}, path) {
      if (!resource) yield required(`${path}.resource`)
      if (!name) yield required(`${path}.name`)
      if (!uid) yield required(`${path}.uid`)
    },
    key: ({uid}) => uid,
    field: 'uid',
  })
  const allocated = new Set((allocation?.devices?.results ?? []).map(idOf))
  yield* distinctList('status.devices', devices, {
    rule: (device, path) => deviceErrors(device, path, allocated),
    key: idOf,
    field: 'deviceID',
    shown: () => namelessId,
  })
  yield* reservationErrors(claim, old)
  if (!allocation) return
  const shown = (value: unknown) => goJson('AllocationResult', value as object)
  if (old.status?.allocation) yield* immutable('status.allocation', allocation, old.status.allocation, shown)
  else yield* allocationErrors('status.allocation', allocation, (claim.spec.devices ?? {}) as DeviceClaim)
}

const idOf = ({driver, pool, device, shareID = ''}: DeviceName): string => [driver, pool, device, shareID].join('/')

interface DeviceName {
  driver: string
  pool: string
  device: string
  shareID?: string
}

function* reservationErrors({metadata, status}: ResourceClaim, old: ResourceClaim): Errors {
  const path = 'status.reservedFor'
  const reserved = status?.reservedFor ?? []
  if (reserved.length === 0) return
  if (!status?.allocation) yield forbiddenField(path, 'may not be specified when `allocated` is not set')
  else if (metadata.deletionTimestamp) {
    const before = new Set((old.status?.reservedFor ?? []).map(each => JSON.stringify(each)))
    if (reserved.some(each => !before.has(JSON.stringify(each))))
      yield forbiddenField(
        path,
        'new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set',
      )
  }
}

function* allocationErrors(path: string, {devices, nodeSelector}: Allocation, claim: DeviceClaim): Errors {
  yield* boundedList(`${path}.devices.results`, devices?.results, limits.results, function* (result, at) {
    yield* requestNameErrors(`${at}.request`, result.request ?? '', claim)
    yield* placeErrors(at, result)
  })
  yield* boundedList(`${path}.devices.config`, devices?.config, limits.config, function* (config, at) {
    yield* requiredWord(`${at}.source`, config.source, ['FromClaim', 'FromClass'])
    yield* requestNamesErrors(`${at}.requests`, config.requests, claim)
    yield* configurationErrors(at, config)
  })
  if (nodeSelector) yield* validateNodeSelector(`${path}.nodeSelector`, nodeSelector)
}

function* placeErrors(path: string, {driver, pool, device}: {driver?: string; pool?: string; device?: string}): Errors {
  yield* validateCsiDriverName(`${path}.driver`, driver)
  yield* poolNameErrors(`${path}.pool`, pool)
  yield* labelErrors(`${path}.device`, device)
}

/** Errors show nothing of what makes up a device's identity. */
const namelessId = {Driver: {}, Pool: {}, Device: {}, ShareID: {}}

function* deviceErrors(device: Device, path: string, allocated: ReadonlySet<string>): Errors {
  yield* placeErrors(path, device)
  if (!allocated.has(idOf(device))) yield invalidValue(path, namelessId, 'must be an allocated device in the claim')
  const {data, networkData} = device
  const conditions = device.conditions ?? []
  if (conditions.length > limits.conditions) yield tooMany(`${path}.conditions`, conditions.length, limits.conditions)
  yield* conditionErrors(`${path}.conditions`, conditions)
  if (data !== undefined && data !== null) yield* rawObjectErrors(`${path}.data`, data, limits.data)
  const {interfaceName = '', hardwareAddress = '', ips} = networkData ?? {}
  if (interfaceName.length > limits.name) yield tooLong(`${path}.networkData.interfaceName`, limits.name)
  if (hardwareAddress.length > limits.hardware) yield tooLong(`${path}.networkData.hardwareAddress`, limits.hardware)
  yield* distinctList(`${path}.networkData.ips`, ips, {most: limits.ips, rule: interfaceAddressErrors, key: ip => ip})
}

/** `10.9.8.7/24`, as the system would write it. */
function* interfaceAddressErrors(value: string, path: string): Errors {
  const cidr = parseCidr(value)
  if (!cidr) {
    yield invalidValue(path, value, 'must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)')
    return
  }
  const canonical = `${formatIp(cidr.address)}/${cidr.bits}`
  if (value !== canonical) yield invalidValue(path, value, `must be in canonical form (${JSON.stringify(canonical)})`)
}
