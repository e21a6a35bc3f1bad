import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import {parseCertificateRequest} from '../../pki/index.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {refuse} from './refuse.ts'

const signer = 'kubernetes.io/kube-apiserver-client'

/** Nobody gets a client certificate of the group that may do everything. */
export const certificateSubjectRestriction: AdmissionPlugin = {
  name: 'CertificateSubjectRestriction',
  validate(attributes) {
    if (attributes.operation !== 'CREATE') return
    if (!isAbout(attributes, 'certificates.k8s.io', 'certificatesigningrequests')) return
    const {spec} = attributes.object as CertificateSigningRequest
    if (spec.signerName !== signer) return
    const {organizations} = parseCertificateRequest(Buffer.from(spec.request, 'base64').toString('latin1'))
    if (organizations.includes('system:masters'))
      throw refuse(attributes, `use of ${signer} signer with system:masters group is not allowed`)
  },
}
