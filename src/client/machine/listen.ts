import type {AddressInfo, ListenOptions, Server} from 'node:net'
import {elsewhere} from './elsewhere.ts'

/** Has a server wait at an address of wherever the command runs; resolves with where it does, rejects as node's own servers do. */
export function listen(server: Server, where: ListenOptions): Promise<AddressInfo> {
  const place = elsewhere()
  if (place) return place.listen(server, where)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.off('error', reject)
      resolve(server.address() as AddressInfo)
    })
  })
}
