import {createPrivateKey, createPublicKey, type KeyObject, X509Certificate} from 'node:crypto'

/** Whether the key belongs to the certificate; throws in the words of Go's crypto/tls. */
export function checkKeyPair(certificate: Buffer, privateKey: Buffer): void {
  requireCertificate(pemTypes(certificate))
  const keyTypes = pemTypes(privateKey)
  if (!keyTypes.some(type => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'))) throw noKey(keyTypes)
  const certified = parsedCertificate(certificate).publicKey
  const own = parsedKey(privateKey)
  if (certified.asymmetricKeyType !== own.asymmetricKeyType)
    throw new Error('tls: private key type does not match public key type')
  if (
    !createPublicKey(own)
      .export({type: 'spki', format: 'der'})
      .equals(certified.export({type: 'spki', format: 'der'}))
  )
    throw new Error('tls: private key does not match public key')
}

function requireCertificate(types: readonly string[]): void {
  if (types.includes('CERTIFICATE')) return
  if (types.length === 0) throw new Error('tls: failed to find any PEM data in certificate input')
  if (types.length === 1 && types[0]?.endsWith('PRIVATE KEY'))
    throw new Error(
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    )
  throw new Error(
    `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types.join(' ')}]`,
  )
}

function noKey(types: readonly string[]): Error {
  if (types.length === 0) return new Error('tls: failed to find any PEM data in key input')
  if (types.length === 1 && types[0] === 'CERTIFICATE')
    return new Error('tls: found a certificate rather than a key in the PEM for the private key')
  return new Error(
    `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${types.join(' ')}]`,
  )
}

function parsedCertificate(certificate: Buffer): X509Certificate {
  try {
    return new X509Certificate(certificate)
  } catch {
    throw new Error('x509: malformed certificate')
  }
}

function parsedKey(privateKey: Buffer): KeyObject {
  try {
    return createPrivateKey(privateKey)
  } catch {
    throw new Error('tls: failed to parse private key')
  }
}

const pemTypes = (text: Buffer): string[] =>
  [...text.toString('latin1').matchAll(/-----BEGIN ([^-]+)-----[\s\S]*?-----END \1-----/g)].map(([, type = '']) => type)
