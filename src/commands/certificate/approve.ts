import {certificateFlags, reviewCertificates} from '../../cli/certificate/review-certificates.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class CertificateApprove extends KctlCommand {
  static override summary = 'Approve a certificate signing request'
  static override description = 'Approve a certificate signing request.'
  static override examples = [{description: 'A request', command: '<%= config.bin %> certificate approve csr-sqgzp'}]
  static override usage = 'certificate approve (-f FILENAME | NAME)'
  static override flagSet: FlagSet = certificateFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return reviewCertificates(invocation as never, {
      condition: 'Approved',
      excludes: 'Denied',
      operation: 'approved',
      reason: 'KubectlApprove',
      message: 'This CSR was approved by kubectl certificate approve.',
    })
  }
}
