import {invalidValue} from '../../../api/field-error.ts'
import type {Errors} from './errors.ts'
import {formatCidr, formatIp, networkValue, parseCidr, parseIp} from './ip-address.ts'

/** An address in a field as old as Kubernetes: leading zeros pass, and so does what is stored already. */
export function* validateLegacyIp(path: string, value: string, old: readonly string[] = []): Errors {
  if (!old.includes(value) && !parseIp(value)) yield invalidValue(path, value, ipMessage)
}

export function* validateLegacyCidr(path: string, value: string, old: readonly string[] = []): Errors {
  if (!old.includes(value) && !parseCidr(value)) yield invalidValue(path, value, cidrMessage)
}

/** An address in a newer field: canonical, nothing else. */
export function* validateIp(path: string, value: string): Errors {
  const address = parseIp(value)
  if (!address) yield invalidValue(path, value, ipMessage)
  else if (address.leadingZeros) yield invalidValue(path, value, 'must not have leading 0s')
  else if (address.mapped) yield invalidValue(path, value, 'must not be an IPv4-mapped IPv6 address')
  else if (formatIp(address) !== value)
    yield invalidValue(path, value, `must be in canonical form (${JSON.stringify(formatIp(address))})`)
}

export function* validateCidr(path: string, value: string): Errors {
  const cidr = parseCidr(value)
  if (!cidr) yield invalidValue(path, value, cidrMessage)
  else if (cidr.address.leadingZeros) yield invalidValue(path, value, 'must not have leading 0s in IP or prefix length')
  else if (cidr.address.mapped) yield invalidValue(path, value, 'must not have an IPv4-mapped IPv6 address')
  else if (networkValue(cidr) !== cidr.address.value)
    yield invalidValue(path, value, 'must not have bits set beyond the prefix length')
  else if (formatCidr(cidr) !== value)
    yield invalidValue(path, value, `must be in canonical form (${JSON.stringify(formatCidr(cidr))})`)
}

/** An address that traffic can be sent to from another machine. */
export function* validateEndpointIp(path: string, value: string): Errors {
  const address = parseIp(value)
  if (!address) {
    yield invalidValue(path, value, 'must be a valid IP address')
    return
  }
  const starts = (bits4: [bigint, bigint] | undefined, bits6: [bigint, bigint]): boolean => {
    const range = address.version === 4 ? bits4 : bits6
    if (!range) return false
    const [prefix, length] = range
    return address.value >> ((address.version === 4 ? 32n : 128n) - length) === prefix
  }
  if (address.value === 0n) yield invalidValue(path, value, `may not be unspecified (${value})`)
  if (starts([127n, 8n], [1n, 128n]))
    yield invalidValue(path, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)')
  if (starts([0xa9fen, 16n], [0xfe80n >> 6n, 10n]))
    yield invalidValue(path, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)')
  if (starts([0xe00000n, 24n], [0xff02n, 16n]))
    yield invalidValue(path, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)')
}

/** What a client should know of an address that still passes but will not for ever. */
export function ipWarnings(path: string, value: string): string[] {
  const address = parseIp(value)
  if (!address) return []
  const canonical = formatIp(address)
  if (address.leadingZeros || address.mapped)
    return [
      `${path}: non-standard IP address ${JSON.stringify(value)} will be considered invalid in a future Kubernetes release: use ${JSON.stringify(canonical)}`,
    ]
  if (address.version === 6 && canonical !== value)
    return [
      `${path}: IPv6 address ${JSON.stringify(value)} should be in RFC 5952 canonical format (${JSON.stringify(canonical)})`,
    ]
  return []
}

/** The same of a network. */
export function cidrWarnings(path: string, value: string): string[] {
  const cidr = parseCidr(value)
  if (!cidr) return []
  const warnings: string[] = []
  const {address} = cidr
  const network = formatCidr(cidr)
  if (networkValue(cidr) !== address.value) {
    const single = `${formatIp(address)}/${address.version === 4 ? 32 : 128}`
    warnings.push(
      `${path}: CIDR value ${JSON.stringify(value)} is ambiguous in this context (should be ${JSON.stringify(network)} or ${JSON.stringify(single)}?)`,
    )
  }
  if (address.leadingZeros || address.mapped)
    warnings.push(
      `${path}: non-standard CIDR value ${JSON.stringify(value)} will be considered invalid in a future Kubernetes release: use ${JSON.stringify(network)}`,
    )
  const canonical = `${formatIp(address)}/${cidr.bits}`
  if (warnings.length === 0 && address.version === 6 && canonical !== value)
    warnings.push(
      `${path}: IPv6 CIDR value ${JSON.stringify(value)} should be in RFC 5952 canonical format (${JSON.stringify(canonical)})`,
    )
  return warnings
}

const ipMessage = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
const cidrMessage = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'
