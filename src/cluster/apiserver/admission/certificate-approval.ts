import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'
import {maySignFor} from './signer-permission.ts'

/** Only who may `approve` for a signer gives a verdict on its requests. */
export const certificateApproval: AdmissionPlugin = {
  name: 'CertificateApproval',
  validate(attributes, server) {
    const {operation, definition, subresource} = attributes
    if (operation !== 'UPDATE' || subresource !== 'approval' || definition.group !== 'certificates.k8s.io')
      return undefined
    return check(attributes, server)
  },
}

async function check(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const {old, user} = attributes
  const {signerName} = (old as CertificateSigningRequest).spec
  if (await maySignFor(server, user, 'approve', signerName)) return
  throw refuse(attributes, `user not permitted to approve requests with signerName ${JSON.stringify(signerName)}`)
}
