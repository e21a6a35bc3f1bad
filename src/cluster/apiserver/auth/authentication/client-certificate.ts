import {createHash, X509Certificate} from 'node:crypto'
import {unauthorized} from '../../../../api/status-error.ts'
import type {Durations} from '../../../runtime/metrics/durations.ts'
import type {ServerRequest, UserInfo} from '../../server-request.ts'
import type {Authenticator} from '../interfaces.ts'

/** The purposes of client certificates, and of any. */
const purposes = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0']

/** How long what is known of authorities is believed; milliseconds. */
const belief = 1000

/** Checks certificates against the authorities of a file, which is read again when it changes. TLS has proved that the client holds the key. */
export class ClientCertificates {
  /** Grows when other authorities are believed than before. */
  generation = 0
  private readonly read: () => string
  private readonly now: () => number
  private text: string | undefined
  private parsed: X509Certificate[] = []
  private lookedAt = Number.NEGATIVE_INFINITY

  /** `read` answers PEM, one certificate or several; `now` is the system's time, in which certificates are valid. */
  constructor(read: () => string, now: () => number) {
    this.read = read
    this.now = now
  }

  /** The certificate, if one of the authorities has issued it for clients and it is valid now. */
  verified(der: Uint8Array): X509Certificate | undefined {
    const certificate = new X509Certificate(der)
    const issuers = this.authorities()
    if (!issuers.some(ca => certificate.checkIssued(ca) && certificate.verify(ca.publicKey))) return undefined
    const now = this.now()
    if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) return undefined
    const {keyUsage = purposes} = certificate
    return purposes.some(purpose => keyUsage.includes(purpose)) ? certificate : undefined
  }

  /** Those of the file as it is now, or as it last made sense. */
  authorities(): readonly X509Certificate[] {
    const now = this.now()
    if (now - this.lookedAt < belief) return this.parsed
    this.lookedAt = now
    const text = this.read()
    if (text === this.text) return this.parsed
    const certificates = certificatesIn(text)
    if (certificates.length === 0) return this.parsed
    if (this.text !== undefined) this.generation += 1
    this.text = text
    this.parsed = certificates
    return certificates
  }
}

function certificatesIn(text: string): X509Certificate[] {
  try {
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
    return blocks.map(block => new X509Certificate(block))
  } catch {
    return []
  }
}

/** Authenticates by client certificate: the common name is the user, every organization a group. */
export class ClientCertificateAuthenticator implements Authenticator {
  private readonly certificates: ClientCertificates
  /** By fingerprint, for one connection brings the same certificate with every request. */
  private readonly known = new Map<string, {user: UserInfo; until: number}>()
  private generation = 0
  private readonly now: () => number
  private readonly lifetimes: Durations | undefined

  constructor(certificates: ClientCertificates, now: () => number, lifetimes?: Durations) {
    this.certificates = certificates
    this.lifetimes = lifetimes
    this.now = now
  }

  async authenticate({certificate: der}: ServerRequest): Promise<UserInfo | undefined> {
    if (!der) return undefined
    this.forget()
    const fingerprint = createHash('sha256').update(der).digest('hex')
    const known = this.known.get(fingerprint)
    if (known && known.until > this.now()) {
      this.lifetimes?.record({}, (known.until - this.now()) / 1000)
      return known.user
    }
    const certificate = this.certificates.verified(der)
    if (!certificate) throw unauthorized()
    const name = attribute(certificate.subject, 'CN')[0]
    if (!name) return undefined
    const user = {
      name,
      groups: attribute(certificate.subject, 'O'),
      extra: {'authentication.kubernetes.io/credential-id': [`X509SHA256=${fingerprint}`]},
    }
    if (this.known.size >= 1000) this.known.clear()
    const until = Date.parse(certificate.validTo)
    this.known.set(fingerprint, {user, until})
    this.lifetimes?.record({}, (until - this.now()) / 1000)
    return user
  }

  /** What was said of certificates holds as long as their authorities do. */
  private forget(): void {
    this.certificates.authorities()
    if (this.certificates.generation === this.generation) return
    this.generation = this.certificates.generation
    this.known.clear()
  }
}

/** The values of an attribute of a distinguished name as Node prints it: one a line, a multi-valued one joined by ` + `. */
export const attribute = (subject: string, type: string): string[] =>
  subject
    .split(/\n| \+ /)
    .filter(line => line.startsWith(`${type}=`))
    .map(line => line.slice(type.length + 1).replace(/\\(.)/g, '$1'))
