import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import {type CertificateRequest, issueCertificate, type Subject} from './certificate.ts'
import type {CertificateRequestContent} from './certificate-request.ts'
import type {PemStore} from './pem-store.ts'
import {type SigningTerms, signRequest} from './sign-request.ts'

/** A certificate and its private key, in PEM. */
export interface Credentials {
  certificate: string
  key: string
}

export type Authority = 'ca' | 'front-proxy-ca' | 'etcd-ca'

/** What a certificate says, whoever signs it. */
type Issue = Omit<CertificateRequest, 'key' | 'issuer' | 'notBefore' | 'notAfter'>

const day = 24 * 3600 * 1000
const authorityNames: Record<Authority, string> = {
  ca: 'kubernetes',
  'front-proxy-ca': 'front-proxy-ca',
  'etcd-ca': 'etcd-ca',
}

/** What the API server answers to, whatever its address. */
const serverNames = [
  'localhost',
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  '127.0.0.1',
  '::1',
  '10.96.0.1',
]

/**
 * Makes and keeps the cluster's certificates. Peers check them against the system's time, not against the cluster's clock, so
 * `now` is the system's.
 */
export class Pki {
  private readonly store: PemStore
  private readonly now: () => number

  constructor(store: PemStore, now: () => number) {
    this.store = store
    this.now = now
  }

  /** The CA that signs servers and clients; kube-root-ca.crt holds its certificate. */
  ca(): Credentials {
    return this.authority('ca')
  }

  /** The CA of aggregated API servers' front proxy. */
  frontProxyCa(): Credentials {
    return this.authority('front-proxy-ca')
  }

  /** The CA that etcd's servers and clients believe. */
  etcdCa(): Credentials {
    return this.authority('etcd-ca')
  }

  /** A certificate that is kept under a name; made when it is first asked for, and anew when it is about to expire. */
  issued(name: string, request: Issue, authority: Authority = 'ca'): Credentials {
    return this.kept(name, request, () => true, authority)
  }

  /** The API server's certificate; made anew when it is about to expire or lacks one of `names`. */
  server(names: string[] = []): Credentials {
    const all = [...new Set([...serverNames, ...names])]
    const issue = {subject: {commonName: 'kube-apiserver'}, names: all, usages: ['server' as const]}
    return this.kept('apiserver', issue, certificate => all.every(name => covers(certificate, name)))
  }

  /** The API server's certificate as it is kept now, whoever has put it there; undefined where it and its key do not belong together. */
  serving(): Credentials | undefined {
    const [certificate, key] = [this.store.read('apiserver.crt'), this.store.read('apiserver.key')]
    if (certificate === undefined || key === undefined) return undefined
    try {
      return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)) ? {certificate, key} : undefined
    } catch {
      return undefined
    }
  }

  /** The administrator's client certificate. */
  admin(): Credentials {
    return this.kept('admin', {
      subject: {commonName: 'kubernetes-admin', organizations: ['system:masters']},
      usages: ['client'],
    })
  }

  /** SHA-256 of the administrator's certificate, in hexadecimal. Cheap: what is kept is not parsed. */
  adminFingerprint(): string {
    const pem = this.store.read('admin.crt') ?? this.admin().certificate
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    return createHash('sha256').update(der).digest('hex')
  }

  /** The front proxy's client certificate. */
  frontProxyClient(): Credentials {
    return this.kept(
      'front-proxy-client',
      {subject: {commonName: 'front-proxy-client'}, usages: ['client']},
      () => true,
      'front-proxy-ca',
    )
  }

  /** A client certificate that is not kept. */
  client(subject: Subject, lifetime = 365 * day): Credentials {
    const key = ecKey()
    return {certificate: this.issue({subject, key: createPrivateKey(key), usages: ['client']}, 'ca', lifetime), key}
  }

  /** What the cluster's signers make of a request for a certificate, in PEM. */
  signed(request: CertificateRequestContent, terms: Omit<SigningTerms, 'now'>): string {
    return signRequest(request, this.ca(), {...terms, now: this.now()})
  }

  /** The RSA key pair that signs service account tokens, in PEM. */
  serviceAccountKeys(): {privateKey: string; publicKey: string} {
    const privateKey = this.store.read('sa.key') ?? this.store.keep('sa.key', rsaKey())
    const publicKey =
      this.store.read('sa.pub') ??
      this.store.keep('sa.pub', createPublicKey(privateKey).export({type: 'spki', format: 'pem'}) as string)
    return {privateKey, publicKey}
  }

  private authority(name: Authority): Credentials {
    const key = this.store.read(`${name}.key`) ?? this.store.keep(`${name}.key`, ecKey())
    const kept = this.store.read(`${name}.crt`)
    if (kept !== undefined) return {certificate: kept, key}
    const subject = {commonName: authorityNames[name]}
    const own = createPrivateKey(key)
    const certificate = issueCertificate({
      subject,
      key: own,
      issuer: {subject, key: own},
      ...this.validity(3650 * day),
      authority: true,
      names: [authorityNames[name]],
    })
    return {certificate: this.store.keep(`${name}.crt`, certificate), key}
  }

  private kept(
    name: string,
    request: Issue,
    suits: (certificate: X509Certificate) => boolean = () => true,
    authority: Authority = 'ca',
  ): Credentials {
    const key = this.store.read(`${name}.key`) ?? this.store.keep(`${name}.key`, ecKey())
    const certificate = this.store.read(`${name}.crt`)
    if (certificate !== undefined) {
      const parsed = new X509Certificate(certificate)
      const lasts = Date.parse(parsed.validTo) - this.now() > 30 * day
      if (lasts && suits(parsed) && parsed.checkPrivateKey(createPrivateKey(key))) return {certificate, key}
    }
    const fresh = this.issue({...request, key: createPrivateKey(key)}, authority, 365 * day)
    this.store.replace(`${name}.crt`, fresh)
    return {certificate: fresh, key}
  }

  private issue(
    request: Omit<CertificateRequest, 'issuer' | 'notBefore' | 'notAfter'>,
    authority: Authority,
    lifetime: number,
  ): string {
    const issuer: {subject: Subject; key: KeyObject} = {
      subject: {commonName: authorityNames[authority]},
      key: createPrivateKey(this.authority(authority).key),
    }
    return issueCertificate({...request, issuer, ...this.validity(lifetime)})
  }

  private validity(lifetime: number): {notBefore: number; notAfter: number} {
    const now = this.now()
    return {notBefore: now - 3600 * 1000, notAfter: now + lifetime}
  }
}

/** In the form in which Kubernetes' own tools write such keys (SEC 1): some clients know by its first line only that it is no RSA key. */
const ecKey = (): string =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'sec1', format: 'pem'},
  }).privateKey

const rsaKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'pkcs1', format: 'pem'},
  }).privateKey

const covers = (certificate: X509Certificate, name: string): boolean =>
  /^[\d.]+$|:/.test(name) ? certificate.checkIP(name) !== undefined : certificate.checkHost(name) !== undefined
