import {BlockList, isIP, isIPv4, SocketAddress} from 'node:net'
import {isCidr} from '../../names.ts'
import type {Library, OpaqueType} from './library.ts'

/** An address as CEL holds it. */
export class CelIp {
  readonly text: string
  readonly family: 4 | 6

  constructor(text: string) {
    const family = isIP(text)
    if (family === 0 || text.includes('%'))
      throw new Error(
        `IP Address "${text}" parse error during conversion from string: ParseAddr("${text}"): unable to parse IP`,
      )
    if (/^::ffff:\d+\./i.test(text)) throw new Error(`IPv4-mapped IPv6 address "${text}" is not allowed`)
    this.family = family as 4 | 6
    this.text = family === 6 ? new SocketAddress({address: text, family: 'ipv6'}).address : text
  }

  toString(): string {
    return this.text
  }
}

/** A network as CEL holds it. */
export class CelCidr {
  readonly ip: CelIp
  readonly prefix: number

  constructor(text: string) {
    if (isCidr(text).length > 0)
      throw new Error(
        `network address parse error during conversion from string: network address "${text}" parse error`,
      )
    const [address = '', bits = ''] = text.split('/')
    this.ip = new CelIp(address)
    this.prefix = Number(bits)
  }

  contains(ip: CelIp): boolean {
    if (ip.family !== this.ip.family) return false
    const list = new BlockList()
    list.addSubnet(this.ip.text, this.prefix, `ipv${this.ip.family}`)
    return list.check(ip.text, `ipv${ip.family}`)
  }

  /** With all bits beyond the prefix cleared. */
  masked(): CelCidr {
    const size = this.ip.family === 4 ? 32 : 128
    const mask = ((1n << BigInt(this.prefix)) - 1n) << BigInt(size - this.prefix)
    return new CelCidr(`${addressOf(numberOf(this.ip) & mask, this.ip.family)}/${this.prefix}`)
  }

  toString(): string {
    return `${this.ip.text}/${this.prefix}`
  }
}

export const networkTypes: OpaqueType[] = [
  {name: 'IP', ctor: CelIp},
  {name: 'CIDR', ctor: CelCidr},
]

/** Kubernetes' addresses and networks. */
export const networks: Library = {
  'ip(string): IP': (text: string) => new CelIp(text),
  'isIP(string): bool': (text: string) => parses(() => new CelIp(text)),
  'ip.isCanonical(string): bool': (text: string) => new CelIp(text).text === text,
  'IP.family(): int': (ip: CelIp) => BigInt(ip.family),
  'IP.isUnspecified(): bool': (ip: CelIp) => ip.text === '0.0.0.0' || ip.text === '::',
  'IP.isLoopback(): bool': (ip: CelIp) => within(ip, '127.0.0.0/8', '::1/128'),
  'IP.isLinkLocalMulticast(): bool': (ip: CelIp) => within(ip, '224.0.0.0/24', 'ff02::/16'),
  'IP.isLinkLocalUnicast(): bool': (ip: CelIp) => within(ip, '169.254.0.0/16', 'fe80::/10'),
  'IP.isGlobalUnicast(): bool': (ip: CelIp) =>
    !within(ip, '127.0.0.0/8', '::1/128') &&
    !within(ip, '224.0.0.0/4', 'ff00::/8') &&
    !within(ip, '169.254.0.0/16', 'fe80::/10') &&
    !['0.0.0.0', '::', '255.255.255.255'].includes(ip.text),
  'string(IP): string': (ip: CelIp) => ip.text,
  'cidr(string): CIDR': (text: string) => new CelCidr(text),
  'isCIDR(string): bool': (text: string) => parses(() => new CelCidr(text)),
  'CIDR.containsIP(IP): bool': (cidr: CelCidr, ip: CelIp) => cidr.contains(ip),
  'CIDR.containsIP(string): bool': (cidr: CelCidr, ip: string) => cidr.contains(new CelIp(ip)),
  'CIDR.containsCIDR(CIDR): bool': (cidr: CelCidr, other: CelCidr) => holds(cidr, other),
  'CIDR.containsCIDR(string): bool': (cidr: CelCidr, other: string) => holds(cidr, new CelCidr(other)),
  'CIDR.ip(): IP': (cidr: CelCidr) => cidr.ip,
  'CIDR.prefixLength(): int': (cidr: CelCidr) => BigInt(cidr.prefix),
  'CIDR.masked(): CIDR': (cidr: CelCidr) => cidr.masked(),
  'string(CIDR): string': (cidr: CelCidr) => cidr.toString(),
}

const holds = (cidr: CelCidr, other: CelCidr): boolean => other.prefix >= cidr.prefix && cidr.contains(other.ip)

const within = (ip: CelIp, v4: string, v6: string): boolean => new CelCidr(ip.family === 4 ? v4 : v6).contains(ip)

function parses(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}

function numberOf({text}: CelIp): bigint {
  if (isIPv4(text)) return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  const [head = '', tail] = text.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right].reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n)
}

function addressOf(number: bigint, family: 4 | 6): string {
  const [bits, count] = family === 4 ? [8n, 4] : [16n, 8]
  const parts = Array.from(
    {length: count},
    (_, index) => (number >> (bits * BigInt(count - 1 - index))) & ((1n << bits) - 1n),
  )
  return family === 4 ? parts.join('.') : parts.map(part => part.toString(16)).join(':')
}
