import {unauthorized} from '../../../../api/status-error.ts'
import type {ServerRequest, UserInfo} from '../../server-request.ts'
import {headersByPrefix, headerValues} from '../headers.ts'
import type {Authenticator} from '../interfaces.ts'
import {attribute, type ClientCertificates} from './client-certificate.ts'

/** Believes the X-Remote- headers of a front proxy that shows a certificate of its own CA; as kubeadm has it, those of name, groups and extra. */
export class FrontProxyAuthenticator implements Authenticator {
  private readonly certificates: ClientCertificates
  private readonly allowedNames: readonly string[]

  constructor(certificates: ClientCertificates, allowedNames: readonly string[] = ['front-proxy-client']) {
    this.certificates = certificates
    this.allowedNames = allowedNames
  }

  async authenticate(request: ServerRequest): Promise<UserInfo | undefined> {
    const [name] = headerValues(request, 'x-remote-user')
    if (!name || !request.certificate) return undefined
    const certificate = this.certificates.verified(request.certificate)
    if (!certificate) return undefined
    const commonName = attribute(certificate.subject, 'CN')[0] ?? ''
    if (!this.allowedNames.includes(commonName)) throw unauthorized()
    const extra = headersByPrefix(request, 'x-remote-extra-')
    return {
      name,
      groups: headerValues(request, 'x-remote-group'),
      ...(extra.length > 0 && {extra: Object.fromEntries(extra)}),
    }
  }
}
