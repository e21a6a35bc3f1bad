import {createHash, createPublicKey, type KeyObject, randomBytes, sign} from 'node:crypto'
import {isIP} from 'node:net'
import {bits, explicit, implicit, integer, octets, oid, sequence, set, time, truth, utf8} from './der.ts'

/** Who a certificate is about: Kubernetes reads the common name as user and each organization as a group. */
export interface Subject {
  commonName: string
  organizations?: string[]
  /** More attributes, values by object identifier. */
  others?: Record<string, string[]>
}

export interface CertificateRequest {
  subject: Subject
  /** The key that is certified. */
  key: KeyObject
  issuer: {subject: Subject; key: KeyObject}
  /** Milliseconds since the epoch. */
  notBefore: number
  notAfter: number
  authority?: boolean
  usages?: ('server' | 'client')[]
  /** DNS names and IP addresses. */
  names?: string[]
  /** Instead of `usages`, whatever is asked for. */
  exactly?: ExactUsages
  /** More alternative names, in DER. */
  moreNames?: Uint8Array[]
}

/** Key usages as numbered bits (RFC 5280, 4.2.1.3), extended ones as object identifiers. */
export interface ExactUsages {
  bits: number[]
  extended: string[]
}

/** An X.509 v3 certificate (RFC 5280) in PEM, signed with ECDSA or RSA and SHA-256. */
export function issueCertificate(request: CertificateRequest): string {
  const algorithm = signatureAlgorithm(request.issuer.key)
  const body = sequence(
    explicit(0, integer(Buffer.of(2))),
    integer(serialNumber()),
    algorithm,
    distinguishedName(request.issuer.subject),
    sequence(time(request.notBefore), time(request.notAfter)),
    distinguishedName(request.subject),
    publicKeyOf(request.key),
    explicit(3, sequence(...extensions(request))),
  )
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, request.issuer.key)))
  return pem('CERTIFICATE', certificate)
}

/** A PKCS#10 request (RFC 2986) for a certificate, in PEM, by the owner of a private key. */
export function requestCertificate(subject: Subject, key: KeyObject): string {
  const body = sequence(integer(Buffer.of(0)), distinguishedName(subject), publicKeyOf(key), explicit(0))
  return pem('CERTIFICATE REQUEST', sequence(body, signatureAlgorithm(key), bits(sign('sha256', body, key))))
}

const serialNumber = (): Buffer => {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return bytes
}

const signatureAlgorithm = (key: KeyObject): Buffer =>
  key.asymmetricKeyType === 'ec'
    ? sequence(oid('1.2.840.10045.4.3.2'))
    : sequence(oid('1.2.840.113549.1.1.11'), Buffer.of(0x05, 0x00))

function distinguishedName({commonName, organizations = [], others = {}}: Subject): Buffer {
  const attribute = (type: string, value: string) => set(sequence(oid(type), utf8(value)))
  return sequence(
    ...organizations.map(name => attribute('2.5.4.10', name)),
    ...Object.entries(others).flatMap(([type, values]) => values.map(value => attribute(type, value))),
    ...(commonName ? [attribute('2.5.4.3', commonName)] : []),
  )
}

const publicKeyOf = (key: KeyObject): Buffer => {
  const open = key.type === 'private' ? createPublicKey(key) : key
  return open.export({type: 'spki', format: 'der'})
}

function extensions({key, issuer, authority, usages = [], exactly, names = [], moreNames = []}: CertificateRequest) {
  const extension = (id: string, value: Buffer, critical = false) =>
    sequence(oid(id), ...(critical ? [truth()] : []), octets(value))
  const keyUsages = exactly?.bits ?? (authority ? [0, 2, 5] : [0, 2])
  const extended = exactly?.extended ?? usages.map(extendedUsage)
  const alternatives = [...names.map(generalName), ...moreNames]
  return [
    ...(keyUsages.length > 0 ? [extension('2.5.29.15', keyUsage(keyUsages), true)] : []),
    ...(extended.length > 0 ? [extension('2.5.29.37', sequence(...extended.map(oid)))] : []),
    extension('2.5.29.19', authority ? sequence(truth()) : sequence(), true),
    ...(authority ? [extension('2.5.29.14', octets(keyId(key)))] : []),
    extension('2.5.29.35', sequence(implicit(0, keyId(issuer.key)))),
    ...(alternatives.length > 0 ? [extension('2.5.29.17', sequence(...alternatives))] : []),
  ]
}

/** Bit 0 is the highest of the first byte; trailing zeros are left out. */
function keyUsage(numbers: number[]): Buffer {
  const highest = Math.max(...numbers)
  const bytes = Buffer.alloc(Math.floor(highest / 8) + 1)
  for (const number of numbers) bytes[number >> 3]! |= 0x80 >> (number & 7)
  return bits(bytes, 7 - (highest & 7))
}

const extendedUsage = (usage: 'server' | 'client'): string => `1.3.6.1.5.5.7.3.${usage === 'server' ? 1 : 2}`

const keyId = (key: KeyObject): Buffer => createHash('sha1').update(publicKeyOf(key)).digest()

const generalName = (name: string): Buffer =>
  isIP(name) ? implicit(7, addressBytes(name)) : implicit(2, Buffer.from(name, 'ascii'))

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  const [head = '', tail] = address.split('::')
  const groups = (text: string) => (text ? text.split(':') : [])
  const left = groups(head)
  const right = groups(tail ?? '')
  const filler = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0')
  return Buffer.from(
    [...left, ...filler, ...right].flatMap(group => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]),
  )
}

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/(.{64})(?!$)/g, '$1\n')}\n-----END ${label}-----\n`
