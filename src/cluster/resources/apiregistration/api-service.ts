import type {APIService} from '../../../api/kinds.ts'
import {timestamp} from '../../runtime/clock.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource, type ResourceContext} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {apiServiceNameErrors, validateApiService, validateApiServiceStatus} from './api-service/validate.ts'

export const apiService = defineResource<APIService>({
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  plural: 'apiservices',
  singular: 'apiservice',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService',
  storage: {prefix: '/registry/apiregistration.k8s.io/apiservices'},
  storageVersionHash: 'InPBPD7+PqM=',
  subresources: {
    status: {kind: 'APIService', verbs: readWriteVerbs, tables: false},
  },
  validateName: apiServiceNameErrors,
  defaults({spec}) {
    if (spec?.service) spec.service.port ??= 443
  },
  prepareForCreate: startStatus,
  keptOnStatusUpdate: ['labels', 'annotations', 'finalizers', 'ownerReferences'],
  validate: validateApiService,
  validateStatusUpdate: validateApiServiceStatus,
  columns: [
    nameColumn,
    text('Service', ({spec}) =>
      spec?.service ? `${spec.service.namespace ?? ''}/${spec.service.name ?? ''}` : 'Local',
    ),
    text('Available', availability),
    ageColumn,
  ],
})

/** What is served here is there at once. */
function startStatus(draft: APIService, {now}: ResourceContext): void {
  draft.status = draft.spec?.service
    ? {}
    : {
        conditions: [
          {
            type: 'Available',
            status: 'True',
            lastTransitionTime: timestamp(now),
            reason: 'Local',
            message: 'Local APIServices are always available',
          },
        ],
      }
}

function availability({status}: APIService): string {
  const condition = status?.conditions?.find(({type}) => type === 'Available')
  if (!condition) return 'Unknown'
  return condition.status !== 'True' && condition.reason
    ? `${condition.status} (${condition.reason})`
    : condition.status
}
