import {certificateFlags, reviewCertificates} from '../../cli/certificate/review-certificates.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class CertificateApprove extends KctlCommand<typeof certificateFlags> {
  static override summary = 'Approve a certificate signing request'
  static override description = 'Approve a certificate signing request.'
  static override examples = [{description: 'A request', command: '<%= config.bin %> certificate approve csr-sqgzp'}]
  static override usage = 'certificate approve (-f FILENAME | NAME)'
  static override flagSet = certificateFlags

  protected override work(invocation: Invocation<typeof certificateFlags>): Promise<void> {
    return reviewCertificates(invocation, {
      condition: 'Approved',
      excludes: 'Denied',
      operation: 'approved',
      reason: 'KubectlApprove',
      message: 'This CSR was approved by kubectl certificate approve.',
    })
  }
}
