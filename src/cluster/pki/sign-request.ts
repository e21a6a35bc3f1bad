import {createPrivateKey, X509Certificate} from 'node:crypto'
import {issueCertificate} from './certificate.ts'
import type {CertificateRequestContent} from './certificate-request.ts'
import {implicit} from './der.ts'
import {exactUsages} from './key-usages.ts'
import type {Credentials} from './pki.ts'

const minute = 60_000
const hour = 60 * minute
/** Certificates begin a little earlier, for clocks that are slow; long ones also end that much earlier. */
const backdate = 5 * minute
const short = 8 * hour
const longest = 8760 * hour
const shortest = 10 * minute

/** Subject attributes that are taken over beside common name and organization, in the order in which Go writes them. */
const taken = ['2.5.4.6', '2.5.4.11', '2.5.4.7', '2.5.4.8', '2.5.4.9', '2.5.4.17', '2.5.4.5']

export interface SigningTerms {
  usages: readonly string[]
  /** The lifetime that is asked for; at most a year. */
  expirationSeconds?: number
  /** Milliseconds since the epoch, of the system. */
  now: number
}

/** The certificate, in PEM, that kube-controller-manager's signers make of a request: its names, its key, and none of its extensions. */
export function signRequest(request: CertificateRequestContent, authority: Credentials, terms: SigningTerms): string {
  const {usages, expirationSeconds, now} = terms
  const ca = new X509Certificate(authority.certificate)
  const end = Date.parse(ca.validTo)
  if (now >= end) throw new Error(`refusing to sign a certificate that expired in the past: NotAfter=${ca.validTo}`)
  const asked = expirationSeconds === undefined ? longest : expirationSeconds * 1000
  const lifetime = Math.max(shortest, Math.min(longest, asked))
  return issueCertificate({
    subject: {
      commonName: request.commonName,
      organizations: request.organizations,
      others: Object.fromEntries(taken.flatMap(type => (request.subject[type] ? [[type, request.subject[type]]] : []))),
    },
    key: request.key,
    issuer: {subject: {commonName: commonNameOf(ca)}, key: createPrivateKey(authority.key)},
    notBefore: now - backdate,
    notAfter: Math.min(end, now + lifetime - (lifetime < short ? 0 : backdate)),
    exactly: exactUsages(usages),
    moreNames: [
      ...request.dnsNames.map(name => implicit(2, Buffer.from(name, 'latin1'))),
      ...request.emailAddresses.map(name => implicit(1, Buffer.from(name, 'latin1'))),
      ...request.ipAddresses.map(address => implicit(7, address)),
      ...request.uris.map(uri => implicit(6, Buffer.from(uri, 'latin1'))),
    ],
  })
}

const commonNameOf = ({subject}: X509Certificate): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? ''
