import {createHash, X509Certificate} from 'node:crypto'
import {unauthorized} from '../../../../api/status-error.ts'
import type {ServerRequest, UserInfo} from '../../server-request.ts'
import type {Durations} from '../../../runtime/metrics/durations.ts'
import type {Authenticator} from '../interfaces.ts'

/** The purposes of client certificates, and of any. */
const purposes = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0']

/** Checks certificates against one CA. TLS has proved that the client holds the key. */
export class ClientCertificates {
  private readonly ca: () => X509Certificate
  private readonly now: () => number

  /** `ca` answers PEM; `now` is the system's time, in which certificates are valid. */
  constructor(ca: () => string, now: () => number) {
    let parsed: X509Certificate | undefined
    this.ca = () => {
      parsed ??= new X509Certificate(ca())
      return parsed
    }
    this.now = now
  }

  /** The certificate, if this CA has issued it for clients and it is valid now. */
  verified(der: Uint8Array): X509Certificate | undefined {
    const certificate = new X509Certificate(der)
    const ca = this.ca()
    if (!certificate.checkIssued(ca) || !certificate.verify(ca.publicKey)) return undefined
    const now = this.now()
    if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) return undefined
    const {keyUsage = purposes} = certificate
    return purposes.some(purpose => keyUsage.includes(purpose)) ? certificate : undefined
  }
}

/** Authenticates by client certificate: the common name is the user, every organization a group. */
export class ClientCertificateAuthenticator implements Authenticator {
  private readonly certificates: ClientCertificates
  /** By fingerprint, for one connection brings the same certificate with every request. */
  private readonly known = new Map<string, {user: UserInfo; until: number}>()
  private readonly now: () => number
  private readonly lifetimes: Durations | undefined

  constructor(certificates: ClientCertificates, now: () => number, lifetimes?: Durations) {
    this.certificates = certificates
    this.lifetimes = lifetimes
    this.now = now
  }

  async authenticate({certificate: der}: ServerRequest): Promise<UserInfo | undefined> {
    if (!der) return undefined
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
}

/** The values of an attribute of a distinguished name as Node prints it: one a line, a multi-valued one joined by ` + `. */
export const attribute = (subject: string, type: string): string[] =>
  subject
    .split(/\n| \+ /)
    .filter(line => line.startsWith(`${type}=`))
    .map(line => line.slice(type.length + 1).replace(/\\(.)/g, '$1'))
