import type {Device, ResourceSlice} from '../../../../../api/kinds.ts'
import {type DeviceId, deviceId} from '../device-id.ts'
import type {Pool} from './pools.ts'

/** A device that a node can reach. */
export interface Candidate {
  id: DeviceId
  driver: string
  pool: string
  device: Device
  slice: ResourceSlice
}

export const candidatesOf = ({driver, name: pool, slices}: Pool): Candidate[] =>
  slices.flatMap(slice =>
    (slice.spec!.devices ?? []).map(device => ({
      id: deviceId({driver, pool, device: device.name}),
      driver,
      pool,
      device,
      slice,
    })),
  )
