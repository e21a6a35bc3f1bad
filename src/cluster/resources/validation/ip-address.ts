/** An IP address, as Go's net.IP sees it: an IPv4-mapped IPv6 address is the IPv4 one. */
export interface IpAddress {
  version: 4 | 6
  value: bigint
  /** Written in a way that newer parsers refuse: leading zeros, or IPv4 in IPv6. */
  leadingZeros: boolean
  mapped: boolean
}

export interface Cidr {
  address: IpAddress
  bits: number
}

/** Parses an address, leading zeros and all; undefined when it is none. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) return parseIpv4(text)
  const value = parseIpv6(text)
  if (value === undefined) return undefined
  if (value >> 32n !== 0xffffn) return {version: 6, value, leadingZeros: false, mapped: false}
  return {version: 4, value: value & 0xffffffffn, leadingZeros: false, mapped: true}
}

/** Parses `10.0.0.0/8`, whether or not bits are set beyond the prefix. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return undefined
  const address = parseIp(text.slice(0, slash))
  const prefix = text.slice(slash + 1)
  if (!address || !/^\d{1,3}$/.test(prefix)) return undefined
  const bits = Number(prefix)
  if (bits > (address.version === 4 && !address.mapped ? 32 : 128)) return undefined
  const leadingZeros = address.leadingZeros || (prefix.length > 1 && prefix.startsWith('0'))
  return {address: {...address, leadingZeros}, bits: address.mapped ? bits - 96 : bits}
}

/** The canonical text, RFC 5952 for IPv6. */
export function formatIp({version, value}: Pick<IpAddress, 'version' | 'value'>): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 0xffn).join('.')
  const groups = Array.from({length: 8}, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn))
  const run = longestZeroRun(groups)
  const hex = (part: number[]) => part.map(group => group.toString(16)).join(':')
  if (run.length < 2) return hex(groups)
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`
}

/** The network's canonical text. */
export function formatCidr({address, bits}: Cidr): string {
  return `${formatIp({version: address.version, value: networkValue({address, bits})})}/${bits}`
}

/** The first address of a network. */
export function networkValue({address, bits}: Cidr): bigint {
  const host = BigInt((address.version === 4 ? 32 : 128) - bits)
  return (address.value >> host) << host
}

/** Whether there is an address of each family among these. */
export const isDualStack = (addresses: readonly {version: 4 | 6}[]): boolean =>
  addresses.some(({version}) => version === 4) && addresses.some(({version}) => version === 6)

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every(part => /^\d+$/.test(part) && Number(part) <= 255)) return undefined
  return {
    version: 4,
    value: parts.reduce((value, part) => (value << 8n) | BigInt(Number(part)), 0n),
    leadingZeros: parts.some(part => part.length > 1 && part.startsWith('0')),
    mapped: false,
  }
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '')
  const tail = parseGroups(halves[1] ?? '')
  if (!head || !tail) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array.from({length: missing}, () => 0), ...tail]
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const embedded = index === parts.length - 1 ? parseIpv4(part) : undefined
      if (!embedded) return undefined
      groups.push(Number(embedded.value >> 16n), Number(embedded.value & 0xffffn))
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return undefined
      groups.push(Number.parseInt(part, 16))
    }
  }
  return groups
}

function longestZeroRun(groups: readonly number[]): {start: number; length: number} {
  let best = {start: 0, length: 0}
  let start = -1
  for (const [index, group] of [...groups, 1].entries()) {
    if (group === 0 && start < 0) start = index
    if (group !== 0 && start >= 0) {
      if (index - start > best.length) best = {start, length: index - start}
      start = -1
    }
  }
  return best
}
