import type {IngressClass} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateIngressClass, validateIngressClassUpdate} from './ingress-class/validate.ts'

export const ingressClass = defineResource<IngressClass>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.IngressClass',
  storage: {prefix: '/registry/ingressclasses'},
  storageVersionHash: 'l/iqIbDgFyQ=',
  generation: true,
  unconditionalUpdate: true,
  defaults({spec}) {
    if (spec?.parameters) spec.parameters.scope ??= 'Cluster'
  },
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
  columns: [
    nameColumn,
    text('Controller', ({spec}) => spec?.controller ?? ''),
    text('Parameters', parametersText),
    ageColumn,
  ],
})

function parametersText({spec}: IngressClass): string {
  const parameters = spec?.parameters
  if (!parameters) return '<none>'
  const kind = parameters.apiGroup === undefined ? parameters.kind : `${parameters.kind}.${parameters.apiGroup}`
  return `${kind}/${parameters.name}`
}
