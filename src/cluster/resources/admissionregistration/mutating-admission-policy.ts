import type {MutatingAdmissionPolicy} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {setPolicyDefaults} from './policies/defaults.ts'
import {validateMutatingPolicy} from './policies/validate-mutating.ts'

/** Off by default; the same in both versions (KEP-3962). */
export const mutatingAdmissionPolicies = ['v1beta1', 'v1alpha1'].map(version =>
  defineResource<MutatingAdmissionPolicy>({
    group: 'admissionregistration.k8s.io',
    version,
    kind: 'MutatingAdmissionPolicy',
    plural: 'mutatingadmissionpolicies',
    singular: 'mutatingadmissionpolicy',
    categories: ['api-extensions'],
    namespaced: false,
    verbs: everyVerb,
    schema: `io.k8s.api.admissionregistration.${version}.MutatingAdmissionPolicy`,
    storage: {
      prefix: '/registry/mutatingadmissionpolicies',
      version: 'admissionregistration.k8s.io/v1alpha1',
      toStored: policy => ({...policy, apiVersion: 'admissionregistration.k8s.io/v1alpha1'}),
    },
    storageVersionHash: 'lP2+lF8aHIY=',
    generation: true,
    defaults: setPolicyDefaults,
    validate: validateMutatingPolicy,
    columns: [
      nameColumn,
      integer('Mutations', ({spec}) => spec?.mutations?.length ?? 0),
      text('ParamKind', ({spec}) =>
        spec?.paramKind ? `${spec.paramKind.apiVersion}/${spec.paramKind.kind}` : '<unset>',
      ),
      ageColumn,
    ],
  }),
)
