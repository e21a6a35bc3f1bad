import {createPrivateKey, type KeyObject, X509Certificate} from 'node:crypto'
import type {Secret} from '../../../../api/kinds.ts'

/** What Go's crypto/tls finds wrong with the pair of a TLS secret. */
export function secretWarnings({type, data}: Secret): string[] {
  if (type !== 'kubernetes.io/tls') return []
  const problem = pairProblem(text(data?.['tls.crt']), text(data?.['tls.key']))
  return problem ? [problem] : []
}

const text = (data: string | undefined) => Buffer.from(data ?? '', 'base64').toString('latin1')

interface Block {
  type: string
  pem: string
}

function pairProblem(certificate: string, key: string): string | undefined {
  const found = blocks(certificate)
  const leaf = found.find(({type}) => type === 'CERTIFICATE')
  if (!leaf) return `tls: ${missingCertificate(found.map(({type}) => type))}`
  const keys = blocks(key)
  const own = keys.find(({type}) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'))
  if (!own) return `tls: ${missingKey(keys.map(({type}) => type))}`
  return mismatch(leaf, own)
}

const blocks = (input: string): Block[] =>
  [...input.matchAll(/-----BEGIN ([^-\n]+)-----[^-]*-----END \1-----/g)].map(([pem, type = '']) => ({type, pem}))

function missingCertificate(skipped: string[]): string {
  if (skipped.length === 0) return 'failed to find any PEM data in certificate input'
  if (skipped.length === 1 && skipped[0]!.endsWith('PRIVATE KEY'))
    return 'failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched'
  return `failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${skipped.join(' ')}]`
}

function missingKey(skipped: string[]): string {
  if (skipped.length === 0) return 'failed to find any PEM data in key input'
  if (skipped.length === 1 && skipped[0] === 'CERTIFICATE')
    return 'found a certificate rather than a key in the PEM for the private key'
  return `failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${skipped.join(' ')}]`
}

function mismatch(leaf: Block, own: Block): string | undefined {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(leaf.pem)
  } catch {
    return 'x509: malformed certificate'
  }
  let key: KeyObject
  try {
    key = createPrivateKey(own.pem)
  } catch {
    return 'tls: failed to parse private key'
  }
  if (certificate.publicKey.asymmetricKeyType !== key.asymmetricKeyType)
    return 'tls: private key type does not match public key type'
  return certificate.checkPrivateKey(key) ? undefined : 'tls: private key does not match public key'
}
