import {isDeepStrictEqual} from 'node:util'
import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import type {AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'
import {maySignFor} from './signer-permission.ts'

/** Only who may `sign` for a signer writes certificates and conditions of its requests. */
export const certificateSigning: AdmissionPlugin = {
  name: 'CertificateSigning',
  async validate(attributes, server) {
    const {operation, definition, subresource, user} = attributes
    if (operation !== 'UPDATE' || subresource !== 'status' || definition.plural !== 'certificatesigningrequests') return
    if (definition.group !== 'certificates.k8s.io') return
    const [request, old] = [attributes.object, attributes.old] as CertificateSigningRequest[]
    if (isDeepStrictEqual(outcome(request!), outcome(old!))) return
    const {signerName} = old!.spec
    if (await maySignFor(server, user, 'sign', signerName)) return
    throw refuse(attributes, `user not permitted to sign requests with signerName ${JSON.stringify(signerName)}`)
  },
}

const outcome = ({status}: CertificateSigningRequest) => ({
  certificate: status?.certificate ?? '',
  conditions: status?.conditions ?? [],
})
