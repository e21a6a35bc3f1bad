import {networkInterfaces} from 'node:os'

/** This machine's own address, as kube-apiserver finds it to tell others: the first IPv4 address that is not loopback. */
export function advertiseAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  return addresses.find(({family, internal}) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
