import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import {type CertificateRequestContent, parseCertificateRequest} from '../../pki/index.ts'

/** What a request asks for. The API server has checked that it can be read. */
export const contentOf = ({spec}: CertificateSigningRequest): CertificateRequestContent =>
  parseCertificateRequest(Buffer.from(spec.request, 'base64').toString('latin1'))

/** Whether a condition of the type is there; `status` restricts it to those of that status. */
export const hasCondition = ({status}: CertificateSigningRequest, type: string, wanted?: string): boolean =>
  (status?.conditions ?? []).some(one => one.type === type && (wanted === undefined || one.status === wanted))
