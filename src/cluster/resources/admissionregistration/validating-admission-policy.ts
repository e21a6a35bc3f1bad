import type {ValidatingAdmissionPolicy} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {keptMetadata} from '../metadata/kept-on-status-update.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {setPolicyDefaults} from './policies/defaults.ts'
import {validatePolicy} from './policies/validate.ts'
import {validatePolicyStatus} from './policies/validate-status.ts'

export const validatingAdmissionPolicy = defineResource<ValidatingAdmissionPolicy>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicy',
  plural: 'validatingadmissionpolicies',
  singular: 'validatingadmissionpolicy',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy',
  storage: {prefix: '/registry/validatingadmissionpolicies'},
  storageVersionHash: '6OxvlMmQ6is=',
  subresources: {
    status: {kind: 'ValidatingAdmissionPolicy', verbs: readWriteVerbs},
  },
  generation: true,
  defaults: setPolicyDefaults,
  keptOnStatusUpdate: keptMetadata,
  validate: validatePolicy,
  validateStatusUpdate: validatePolicyStatus,
  columns: [
    nameColumn,
    integer('Validations', ({spec}) => spec?.validations?.length ?? 0),
    text('ParamKind', ({spec}) =>
      spec?.paramKind ? `${spec.paramKind.apiVersion}/${spec.paramKind.kind}` : '<unset>',
    ),
    ageColumn,
  ],
})
