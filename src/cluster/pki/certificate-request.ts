import {createPublicKey, type KeyObject, verify} from 'node:crypto'
import {type DerElement, expect, expectFirst, readAll, readElement, readOid, readText, tags} from './der-reader.ts'

/** What a PKCS#10 certification request (RFC 2986) asks for. */
export interface CertificateRequestContent {
  /** Values of the subject's attributes by object identifier. */
  subject: Record<string, string[]>
  commonName: string
  organizations: string[]
  dnsNames: string[]
  /** Four or sixteen bytes each. */
  ipAddresses: Buffer[]
  emailAddresses: string[]
  uris: string[]
  key: KeyObject
  /** Whether its owner has signed it; throws in Go's words if not. */
  checkSignature(): void
}

const attributes = {commonName: '2.5.4.3', organization: '2.5.4.10'}
const extensionRequest = '1.2.840.113549.1.9.14'
const subjectAltName = '2.5.29.17'

const digests: Record<string, string | null> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
}

const insecure: Record<string, string> = {
  '1.2.840.113549.1.1.4': 'MD5-RSA',
  '1.2.840.113549.1.1.5': 'SHA1-RSA',
  '1.2.840.10045.4.1': 'ECDSA-SHA1',
}

/** Reads a request in PEM; throws what is wrong with it. */
export function parseCertificateRequest(pem: string): CertificateRequestContent {
  const der = pemBlock(pem, 'CERTIFICATE REQUEST')
  if (!der) throw new Error('PEM block type must be CERTIFICATE REQUEST')
  if (der.length === 0) throw new Error('asn1: syntax error: sequence truncated')
  expectFirst(der, tags.sequence, 'certificateRequest')
  const {element, rest} = readElement(der)
  if (rest.length > 0) throw new Error('asn1: syntax error: trailing data')
  const [info, algorithm, signature] = readAll(expect(element, tags.sequence).content)
  const parts = readAll(expect(info, tags.sequence).content)
  const subject = readName(expect(parts[1], tags.sequence))
  const names = alternativeNames(parts[3])
  const key = publicKey(expect(parts[2], tags.sequence))
  const signed = {
    body: info!.whole,
    algorithm: readOid(expect(readAll(expect(algorithm, tags.sequence).content)[0], tags.oid)),
    signature: expect(signature, tags.bits).content.subarray(1),
  }
  return {
    subject,
    commonName: subject[attributes.commonName]?.at(-1) ?? '',
    organizations: subject[attributes.organization] ?? [],
    ...names,
    key,
    checkSignature: () => checkSignature(key, signed),
  }
}

/** The bytes of the first PEM block, if that is of the type. */
function pemBlock(text: string, wanted: string): Buffer | undefined {
  const [, type, body = ''] = /^-----BEGIN ([^-\n]+)-----\s*\n([\s\S]*?)\n?-----END \1-----/m.exec(text) ?? []
  return type === wanted ? Buffer.from(body.replace(/^[^\n]*:[^\n]*$/gm, ''), 'base64') : undefined
}

function readName({content}: DerElement): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const set of readAll(content)) {
    for (const pair of readAll(expect(set, tags.set).content)) {
      const [type, value] = readAll(expect(pair, tags.sequence).content)
      const name = readOid(expect(type, tags.oid))
      if (!value) throw new Error('asn1: syntax error: sequence truncated')
      const others = found[name]
      if (others) others.push(readText(value))
      else found[name] = [readText(value)]
    }
  }
  return found
}

function publicKey({whole}: DerElement): KeyObject {
  try {
    return createPublicKey({key: whole, format: 'der', type: 'spki'})
  } catch {
    throw new Error('x509: unsupported public key')
  }
}

type Names = Pick<CertificateRequestContent, 'dnsNames' | 'ipAddresses' | 'emailAddresses' | 'uris'>

/** The subject's alternative names, among the extensions that the request's attributes ask for. */
function alternativeNames(list: DerElement | undefined): Names {
  const names: Names = {dnsNames: [], ipAddresses: [], emailAddresses: [], uris: []}
  for (const attribute of list?.tag === 0xa0 ? readAll(list.content) : []) {
    const [type, values] = readAll(expect(attribute, tags.sequence).content)
    if (readOid(expect(type, tags.oid)) !== extensionRequest) continue
    for (const extensions of readAll(expect(values, tags.set).content))
      for (const extension of readAll(expect(extensions, tags.sequence).content)) addNames(names, extension)
  }
  return names
}

function addNames(names: Names, extension: DerElement): void {
  const parts = readAll(expect(extension, tags.sequence).content)
  if (readOid(expect(parts[0], tags.oid)) !== subjectAltName) return
  const value = expect(parts.at(-1), tags.octets)
  for (const {tag, content} of readAll(expect(readElement(value.content).element, tags.sequence).content)) {
    if (tag === 0x81) names.emailAddresses.push(content.toString('latin1'))
    if (tag === 0x82) names.dnsNames.push(content.toString('latin1'))
    if (tag === 0x86) names.uris.push(content.toString('latin1'))
    if (tag !== 0x87) continue
    if (content.length !== 4 && content.length !== 16)
      throw new Error(`x509: cannot parse IP address of length ${content.length}`)
    names.ipAddresses.push(content)
  }
}

function checkSignature(
  key: KeyObject,
  {body, algorithm, signature}: {body: Buffer; algorithm: string; signature: Buffer},
) {
  const weak = insecure[algorithm]
  if (weak) throw new Error(`x509: cannot verify signature: insecure algorithm ${weak}`)
  const digest = digests[algorithm]
  if (digest === undefined) throw new Error('x509: cannot verify signature: algorithm unimplemented')
  if (verify(digest, body, key, signature)) return
  const kind = key.asymmetricKeyType
  if (kind === 'rsa') throw new Error('crypto/rsa: verification error')
  throw new Error(kind === 'ec' ? 'x509: ECDSA verification failure' : 'x509: Ed25519 verification failure')
}
