import {isDeepStrictEqual} from 'node:util'
import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'
import {maySignFor} from './signer-permission.ts'

/** Only who may `sign` for a signer writes certificates and conditions of its requests. */
export const certificateSigning: AdmissionPlugin = {
  name: 'CertificateSigning',
  validate(attributes, server) {
    const {operation, definition, subresource} = attributes
    const about = definition.plural === 'certificatesigningrequests' && definition.group === 'certificates.k8s.io'
    return operation === 'UPDATE' && subresource === 'status' && about ? check(attributes, server) : undefined
  },
}

async function check(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const [request, old] = [attributes.object, attributes.old] as CertificateSigningRequest[]
  if (isDeepStrictEqual(outcome(request!), outcome(old!))) return
  const {signerName} = old!.spec
  if (await maySignFor(server, attributes.user, 'sign', signerName)) return
  throw refuse(attributes, `user not permitted to sign requests with signerName ${JSON.stringify(signerName)}`)
}

const outcome = ({status}: CertificateSigningRequest) => ({
  certificate: status?.certificate ?? '',
  conditions: status?.conditions ?? [],
})
