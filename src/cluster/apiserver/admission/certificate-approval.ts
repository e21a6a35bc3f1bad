import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import type {AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'
import {maySignFor} from './signer-permission.ts'

/** Only who may `approve` for a signer gives a verdict on its requests. */
export const certificateApproval: AdmissionPlugin = {
  name: 'CertificateApproval',
  async validate(attributes, server) {
    const {operation, definition, subresource, old, user} = attributes
    if (operation !== 'UPDATE' || subresource !== 'approval' || definition.group !== 'certificates.k8s.io') return
    const {signerName} = (old as CertificateSigningRequest).spec
    if (await maySignFor(server, user, 'approve', signerName)) return
    throw refuse(attributes, `user not permitted to approve requests with signerName ${JSON.stringify(signerName)}`)
  },
}
