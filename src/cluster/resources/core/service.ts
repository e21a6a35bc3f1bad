import type {Service} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {dns1035Name} from '../metadata/names.ts'
import {everyVerb, proxyVerbs, readWriteVerbs} from '../verbs.ts'
import {serviceColumns} from './service/columns.ts'
import {setServiceDefaults} from './service/defaults.ts'
import {validateService, validateServiceStatus, validateServiceUpdate} from './service/validate.ts'
import {loadBalancerWarnings, serviceWarnings} from './service/warnings.ts'

export const service = defineResource<Service>({
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Service',
  storage: {prefix: '/registry/services/specs'},
  storageVersionHash: '0/CO1lhkEBI=',
  returnsDeleted: true,
  subresources: {
    proxy: {kind: 'ServiceProxyOptions', verbs: proxyVerbs},
    status: {kind: 'Service', verbs: readWriteVerbs},
  },
  createOnUpdate: true,
  unconditionalUpdate: true,
  fieldSelectors: {
    'spec.clusterIP': ({spec}) => spec?.clusterIP ?? '',
    'spec.type': ({spec}) => spec?.type ?? '',
  },
  validateName: dns1035Name,
  defaults: setServiceDefaults,
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  validateStatusUpdate: validateServiceStatus,
  warnings: serviceWarnings,
  statusWarnings: loadBalancerWarnings,
  columns: serviceColumns,
})
