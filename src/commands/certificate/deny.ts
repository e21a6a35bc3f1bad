import {certificateFlags, reviewCertificates} from '../../cli/certificate/review-certificates.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class CertificateDeny extends KctlCommand<typeof certificateFlags> {
  static override summary = 'Deny a certificate signing request'
  static override description = 'Deny a certificate signing request.'
  static override examples = [{description: 'A request', command: '<%= config.bin %> certificate deny csr-sqgzp'}]
  static override usage = 'certificate deny (-f FILENAME | NAME)'
  static override flagSet = certificateFlags

  protected override work(invocation: Invocation<typeof certificateFlags>): Promise<void> {
    return reviewCertificates(invocation, {
      condition: 'Denied',
      excludes: 'Approved',
      operation: 'denied',
      reason: 'KubectlDeny',
      message: 'This CSR was denied by kubectl certificate deny.',
    })
  }
}
