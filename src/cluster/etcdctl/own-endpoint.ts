import type {FlagValues} from './command.ts'
import {exitCodes, Failure} from './failure.ts'

/** Commands meant for another etcd must not reach this one, which needs no connection. */
export async function toOwnEndpoint(values: FlagValues, own: string): Promise<void> {
  const bare = (address: string) => address.replace(/^https?:\/\//, '').replace(/^localhost:/, '127.0.0.1:')
  const other = (values['endpoints'] as string[]).find(endpoint => bare(endpoint) !== bare(own))
  if (other === undefined) return
  throw new Failure(
    exitCodes.error,
    `kctl etcdctl works on the embedded cluster's own store, not on ${other}: use etcdctl, or leave --endpoints and ETCDCTL_ENDPOINTS out`,
  )
}
