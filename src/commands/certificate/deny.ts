import {certificateFlags, reviewCertificates} from '../../cli/certificate/review-certificates.ts'
import type {FlagSet} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class CertificateDeny extends KctlCommand {
  static override summary = 'Deny a certificate signing request'
  static override description = 'Deny a certificate signing request.'
  static override examples = [{description: 'A request', command: '<%= config.bin %> certificate deny csr-sqgzp'}]
  static override usage = 'certificate deny (-f FILENAME | NAME)'
  static override flagSet: FlagSet = certificateFlags

  protected override work(invocation: Invocation<FlagSet>): Promise<void> {
    return reviewCertificates(invocation as never, {
      condition: 'Denied',
      excludes: 'Approved',
      operation: 'denied',
      reason: 'KubectlDeny',
      message: 'This CSR was denied by kubectl certificate deny.',
    })
  }
}
