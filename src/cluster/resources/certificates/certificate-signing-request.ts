import {humanDuration} from '../../../api/duration.ts'
import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {prepareForCreate, prepareForStatusUpdate, prepareForUpdate} from './csr/strategy.ts'
import {validateCsr, validateCsrUpdate} from './csr/validate.ts'

export const certificateSigningRequest = defineResource<CertificateSigningRequest>({
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  plural: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  shortNames: ['csr'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.certificates.v1.CertificateSigningRequest',
  storage: {prefix: '/registry/certificatesigningrequests'},
  storageVersionHash: '95fRKMXA+00=',
  subresources: {
    approval: {kind: 'CertificateSigningRequest', verbs: readWriteVerbs, tables: false},
    status: {kind: 'CertificateSigningRequest', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  unknownField: {withoutNamespace: true},
  fieldSelectors: {'spec.signerName': ({spec}) => spec.signerName ?? ''},
  validateName: () => [],
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
  validate: validateCsr,
  validateUpdate: (request, old) => validateCsrUpdate(request, old),
  validateStatusUpdate: (request, old) => validateCsrUpdate(request, old, {certificate: true}),
  columns: [
    nameColumn,
    ageColumn,
    text('SignerName', ({spec}) => spec.signerName || '<none>'),
    text('Requestor', ({spec}) => spec.username ?? ''),
    text('RequestedDuration', ({spec}) =>
      spec.expirationSeconds === undefined ? '<none>' : humanDuration(spec.expirationSeconds * 1000),
    ),
    text('Condition', conditionText),
  ],
})

function conditionText({status}: CertificateSigningRequest): string {
  const has = (type: string) => status?.conditions?.some(condition => condition.type === type)
  const verdict = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'
  return `${verdict}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`
}
