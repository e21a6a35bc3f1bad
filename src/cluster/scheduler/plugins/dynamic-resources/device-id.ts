import type {AllocatedDevice, ResourceClaim} from '../../../../api/kinds.ts'

/** Names one device in the cluster: `driver/pool/device`. */
export type DeviceId = string

export const deviceId = ({driver, pool, device}: Pick<AllocatedDevice, 'driver' | 'pool' | 'device'>): DeviceId =>
  `${driver}/${pool}/${device}`

/** What a claim keeps from others. Administrators look at devices without taking them. */
export const takenBy = ({status}: ResourceClaim): DeviceId[] =>
  (status?.allocation?.devices?.results ?? []).filter(({adminAccess}) => !adminAccess).map(deviceId)
