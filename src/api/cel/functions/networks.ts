import {isIP, isIPv4, SocketAddress} from 'node:net'
import {quote} from '../../go/quote.ts'
import {CelError, CelOpaque} from '../run/values.ts'
import type {Overload} from './function-set.ts'

/** An address as CEL holds it. */
class CelIp extends CelOpaque {
  readonly typeName = 'net.IP'
  readonly text: string
  readonly family: 4 | 6
  readonly number: bigint

  constructor(text: string, number?: bigint) {
    super()
    this.family = isIPv4(text) ? 4 : 6
    this.text = this.family === 6 ? new SocketAddress({address: text, family: 'ipv6'}).address : text
    this.number = number ?? numberOf(this.text)
  }

  equals(other: unknown): boolean {
    return other instanceof CelIp && other.family === this.family && other.number === this.number
  }
}

/** A network as CEL holds it. */
class CelCidr extends CelOpaque {
  readonly typeName = 'net.CIDR'
  readonly ip: CelIp
  readonly bits: number

  constructor(ip: CelIp, bits: number) {
    super()
    this.ip = ip
    this.bits = bits
  }

  get size(): number {
    return this.ip.family === 4 ? 32 : 128
  }

  get network(): bigint {
    return (this.ip.number >> BigInt(this.size - this.bits)) << BigInt(this.size - this.bits)
  }

  contains(ip: CelIp): boolean {
    const host = BigInt(this.size - this.bits)
    return ip.family === this.ip.family && ip.number >> host === this.ip.number >> host
  }

  get text(): string {
    return `${this.ip.text}/${this.bits}`
  }

  equals(other: unknown): boolean {
    return other instanceof CelCidr && other.bits === this.bits && other.ip.equals(this.ip)
  }
}

/** Kubernetes' addresses and networks. */
export const networks: Record<string, Overload['run']> = {
  'ip(string) IP string_to_ip': ipOf,
  'IP.family() int ip_family': (ip: CelIp) => BigInt(ip.family),
  'ip::isCanonical(string) bool ip_is_canonical': (text: string) => ipOf(text).text === text,
  'IP.isUnspecified() bool ip_is_unspecified': ({number}: CelIp) => number === 0n,
  'IP.isLoopback() bool ip_is_loopback': isLoopback,
  'IP.isLinkLocalMulticast() bool ip_is_link_local_multicast': isLinkLocalMulticast,
  'IP.isLinkLocalUnicast() bool ip_is_link_local_unicast': isLinkLocalUnicast,
  'IP.isGlobalUnicast() bool ip_is_global_unicast': (ip: CelIp) =>
    ip.number !== 0n &&
    !isLoopback(ip) &&
    !within(ip, '224.0.0.0/4', 'ff00::/8') &&
    !isLinkLocalUnicast(ip) &&
    ip.text !== '255.255.255.255',
  'isIP(string) bool is_ip': (text: string) => works(() => ipOf(text)),
  'string(IP) string ip_to_string': ({text}: CelIp) => text,
  'cidr(string) CIDR string_to_cidr': cidrOf,
  'CIDR.containsIP(string) bool cidr_contains_ip_string': (cidr: CelCidr, ip: string) => cidr.contains(ipOf(ip)),
  'CIDR.containsIP(IP) bool cidr_contains_ip_ip': (cidr: CelCidr, ip: CelIp) => cidr.contains(ip),
  'CIDR.containsCIDR(string) bool cidr_contains_cidr_string': (cidr: CelCidr, other: string) =>
    holds(cidr, cidrOf(other)),
  'CIDR.containsCIDR(CIDR) bool cidr_contains_cidr': holds,
  'CIDR.ip() IP cidr_ip': ({ip}: CelCidr) => ip,
  'CIDR.prefixLength() int cidr_prefix_length': ({bits}: CelCidr) => BigInt(bits),
  'CIDR.masked() CIDR cidr_masked': masked,
  'isCIDR(string) bool is_cidr': (text: string) => works(() => cidrOf(text)),
  'string(CIDR) string cidr_to_string': ({text}: CelCidr) => text,
}

function ipOf(text: string): CelIp {
  const problem = addressProblem(text)
  if (problem) throw new CelError(`IP Address ${quote(text)} parse error during conversion from string: ${problem}`)
  if (text.includes('%')) throw new CelError(`IP address ${quote(text)} with zone value is not allowed`)
  if (isMapped(text)) throw new CelError(`IPv4-mapped IPv6 address ${quote(text)} is not allowed`)
  return new CelIp(text)
}

/** What Go's netip has against an address. */
function addressProblem(text: string): string | undefined {
  if (isIP(text) !== 0 || (/^[^%]+%.+$/.test(text) && isIP(text.split('%')[0]!) === 6)) return undefined
  const why = (reason: string, at = ''): string => `ParseAddr(${quote(text)}): ${reason}${at && ` (at ${quote(at)})`}`
  const separator = /[.:%]/.exec(text)?.[0]
  if (separator === undefined) return why('unable to parse IP')
  if (separator === '%') return why('missing IPv6 address')
  if (separator === ':') return why('unexpected character, want colon', /[^0-9a-fA-F:].*$/.exec(text)?.[0] ?? '')
  const odd = /[^0-9.]/.exec(text)
  if (odd) return why('unexpected character', text.slice(odd.index))
  if (/\.\.|^\.|\.$/.test(text))
    return why('IPv4 field must have at least one digit', text.slice(text.search(/\.\.|^\.|\.$/)))
  const fields = text.split('.')
  if (fields.some(field => Number(field) > 255)) return why('IPv4 field has value >255')
  if (fields.some(field => field.length > 1 && field.startsWith('0')))
    return why('IPv4 field has octet with leading zero')
  return why(fields.length < 4 ? 'IPv4 address too short' : 'IPv4 address too long')
}

const isMapped = (text: string): boolean => isIP(text) === 6 && numberOf(new CelIp(text, 0n).text) >> 32n === 0xffffn

function cidrOf(text: string): CelCidr {
  const refuse = (why: string) =>
    new CelError(
      `network address parse error during conversion from string: network address parse error during conversion from string: netip.ParsePrefix(${quote(text)}): ${why}`,
    )
  const slash = text.lastIndexOf('/')
  if (slash < 0) throw refuse("no '/'")
  const [address, bits] = [text.slice(0, slash), text.slice(slash + 1)]
  const problem = addressProblem(address)
  if (problem) throw refuse(problem)
  if (address.includes('%')) throw refuse('IPv6 zones cannot be present in a prefix')
  if (!/^(0|[1-9]\d*)$/.test(bits)) throw refuse(`bad bits after slash: ${quote(bits)}`)
  if (Number(bits) > (isIPv4(address) ? 32 : 128)) throw refuse('prefix length out of range')
  if (isMapped(address)) throw new CelError(`IPv4-mapped IPv6 address ${quote(text)} is not allowed`)
  return new CelCidr(new CelIp(address), Number(bits))
}

function holds(cidr: CelCidr, other: CelCidr): boolean {
  return other.bits >= cidr.bits && cidr.contains(other.ip)
}

function masked({ip, bits, network}: CelCidr): CelCidr {
  return new CelCidr(new CelIp(addressOf(network, ip.family)), bits)
}

function isLoopback(ip: CelIp): boolean {
  return within(ip, '127.0.0.0/8', '::1/128')
}

function isLinkLocalMulticast(ip: CelIp): boolean {
  return ip.family === 4 ? within(ip, '224.0.0.0/24', '') : ((ip.number >> 112n) & 0xff0fn) === 0xff02n
}

function isLinkLocalUnicast(ip: CelIp): boolean {
  return within(ip, '169.254.0.0/16', 'fe80::/10')
}

const within = (ip: CelIp, v4: string, v6: string): boolean => cidrOf(ip.family === 4 ? v4 : v6).contains(ip)

function works(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}

function numberOf(text: string): bigint {
  if (isIPv4(text)) return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  const quad = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  if (quad) {
    const low = numberOf(quad[2]!)
    return numberOf(`${quad[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`)
  }
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
