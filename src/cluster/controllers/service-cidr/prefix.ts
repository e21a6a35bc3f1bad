import {BlockList, isIPv6} from 'node:net'

/** An IP network as `10.0.0.0/8` says it. */
export interface Prefix {
  address: string
  bits: number
  family: 'ipv4' | 'ipv6'
}

export function parsePrefix(cidr: string): Prefix {
  const [address = '', bits = ''] = cidr.split('/')
  return {address, bits: Number(bits), family: isIPv6(address) ? 'ipv6' : 'ipv4'}
}

export function containsAddress({address, bits, family}: Prefix, ip: string): boolean {
  if (isIPv6(ip) !== (family === 'ipv6')) return false
  const list = new BlockList()
  list.addSubnet(address, bits, family)
  return list.check(ip, family)
}

export const containsPrefix = (outer: Prefix, inner: Prefix): boolean =>
  outer.family === inner.family && outer.bits <= inner.bits && containsAddress(outer, inner.address)

export const overlaps = (a: Prefix, b: Prefix): boolean => containsPrefix(a, b) || containsPrefix(b, a)
