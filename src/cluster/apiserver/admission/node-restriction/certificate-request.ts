import type {CertificateSigningRequest} from '../../../../api/kinds.ts'
import {parseCertificateRequest} from '../../../pki/index.ts'
import {refuse} from '../refuse.ts'
import type {Restriction} from './restriction.ts'

const kubelets = ['kubernetes.io/kubelet-serving', 'kubernetes.io/kube-apiserver-client-kubelet']

/** Certificates for itself. */
export const restrictCertificateRequest: Restriction = (attributes, nodeName) => {
  if (attributes.operation !== 'CREATE') return
  const {spec} = attributes.object as CertificateSigningRequest
  if (!kubelets.includes(spec.signerName)) return
  const {commonName} = parsed(spec.request, why => refuse(attributes, `unable to parse csr: ${why}`))
  if (commonName !== `system:node:${nodeName}`)
    throw refuse(attributes, `can only create a node CSR with CN=system:node:${nodeName}`)
}

function parsed(request: string, refusal: (why: string) => Error) {
  try {
    return parseCertificateRequest(Buffer.from(request, 'base64').toString('latin1'))
  } catch (error) {
    throw refusal((error as Error).message)
  }
}
