import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

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
    approval: {kind: 'CertificateSigningRequest', verbs: readWriteVerbs},
    status: {kind: 'CertificateSigningRequest', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
})
