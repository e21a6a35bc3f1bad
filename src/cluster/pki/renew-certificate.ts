import {createPrivateKey, generateKeyPairSync, X509Certificate} from 'node:crypto'
import {issueCertificate} from './certificate.ts'
import type {Credentials} from './pki.ts'

const year = 365 * 24 * 3600 * 1000
const hour = 3600 * 1000

/** Another certificate, with a key of its own, that says what one says and lasts a year from now; signed by who signed that one. Milliseconds since the epoch. */
export function renewCertificate(certificate: string, authority: Credentials, now: number): Credentials {
  const old = new X509Certificate(certificate)
  const {privateKey: key} = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'sec1', format: 'pem'},
  })
  const issuer = new X509Certificate(authority.certificate)
  const renewed = issueCertificate({
    subject: subjectOf(old.subject),
    key: createPrivateKey(key),
    issuer: {subject: subjectOf(issuer.subject), key: createPrivateKey(authority.key)},
    names: (old.subjectAltName ?? '').split(', ').flatMap(name => /^(?:DNS|IP Address):(.*)$/.exec(name)?.[1] ?? []),
    exactly: {bits: [0, 2], extended: old.keyUsage ?? []},
    notBefore: now - hour,
    notAfter: now + year,
  })
  return {certificate: renewed, key}
}

/** `O=system:masters` and `CN=admin`, a line each. */
const subjectOf = (lines: string) => ({
  commonName: valuesOf(lines, 'CN')[0] ?? '',
  organizations: valuesOf(lines, 'O'),
})

const valuesOf = (lines: string, name: string): string[] =>
  lines.split('\n').flatMap(line => (line.startsWith(`${name}=`) ? line.slice(name.length + 1) : []))
