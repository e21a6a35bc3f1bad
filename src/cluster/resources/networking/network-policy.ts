import type {NetworkPolicy} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {selectorText} from '../selector-text.ts'
import {sameExactly} from '../validation/equality.ts'
import {everyVerb} from '../verbs.ts'
import {setNetworkPolicyDefaults} from './network-policy/defaults.ts'
import {validateNetworkPolicy, validateNetworkPolicyUpdate} from './network-policy/validate.ts'
import {networkPolicyWarnings} from './network-policy/warnings.ts'

export const networkPolicy = defineResource<NetworkPolicy>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.NetworkPolicy',
  storage: {prefix: '/registry/networkpolicies'},
  storageVersionHash: 'YpfwF18m1G8=',
  generation: true,
  unconditionalUpdate: true,
  prepareForUpdate(policy, old) {
    if (!sameExactly(policy.spec, old.spec)) policy.metadata.generation = (old.metadata.generation ?? 0) + 1
  },
  defaults: setNetworkPolicyDefaults,
  validate: validateNetworkPolicy,
  validateUpdate: validateNetworkPolicyUpdate,
  warnings: networkPolicyWarnings,
  columns: [nameColumn, text('Pod-Selector', ({spec}) => selectorText(spec?.podSelector) || '<none>'), ageColumn],
})
