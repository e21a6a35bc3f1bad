import type {Ingress} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {loadBalancerWarnings} from '../core/service/warnings.ts'
import {defineResource} from '../define-resource.ts'
import {addressesText} from '../load-balancer.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {validateIngress, validateIngressStatus, validateIngressUpdate} from './ingress/validate.ts'

export const ingress = defineResource<Ingress>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.Ingress',
  storage: {prefix: '/registry/ingress'},
  storageVersionHash: '39NQlfNR+bo=',
  subresources: {
    status: {kind: 'Ingress', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  validate: validateIngress,
  validateUpdate: validateIngressUpdate,
  validateStatusUpdate: validateIngressStatus,
  statusWarnings: loadBalancerWarnings,
  warnings({metadata}, old) {
    const key = 'kubernetes.io/ingress.class'
    const isOld = old !== undefined
    if (isOld || metadata.annotations?.[key] === undefined) return []
    return [`annotation "${key}" is deprecated, please use 'spec.ingressClassName' instead`]
  },
  columns: [
    nameColumn,
    text('Class', ({spec}) => spec?.ingressClassName ?? '<none>'),
    text('Hosts', hostsText),
    text('Address', ({status}) => addressesText(status?.loadBalancer?.ingress)),
    text('Ports', ({spec}) => (spec?.tls?.length ? '80, 443' : '80')),
    ageColumn,
  ],
})

/** The first three hosts; rules beyond are counted whether they have one or not. */
function hostsText({spec}: Ingress): string {
  const rules = spec?.rules ?? []
  const hosts: string[] = []
  for (const {host} of rules) {
    if (hosts.length === 3) return `${hosts.join(',')} + ${rules.length - 3} more...`
    if (host) hosts.push(host)
  }
  return hosts.join(',') || '*'
}
