import type {ServiceCIDR} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {keptMetadata} from '../metadata/kept-on-status-update.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {validateServiceCidr, validateServiceCidrUpdate} from './service-cidr/validate.ts'

export const serviceCidr = defineResource<ServiceCIDR>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'ServiceCIDR',
  plural: 'servicecidrs',
  singular: 'servicecidr',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.ServiceCIDR',
  storage: {prefix: '/registry/servicecidrs'},
  storageVersionHash: 'gNLvruQhW2g=',
  subresources: {
    status: {kind: 'ServiceCIDR', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  // Its main door takes the status as it comes, in Kubernetes too.
  prepareForCreate() {},
  prepareForUpdate() {},
  keptOnStatusUpdate: keptMetadata,
  validate: validateServiceCidr,
  validateUpdate: validateServiceCidrUpdate,
  columns: [nameColumn, text('CIDRs', ({spec}) => spec?.cidrs?.join(',') ?? ''), ageColumn],
})
