import type {MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding} from '../../../../../api/kinds.ts'
import type {KubeObject} from '../../../../../api/object.ts'
import type {ServerParts} from '../../../server-parts.ts'
import type {AdmissionPlugin} from '../../admission.ts'
import {storedList} from '../../dynamic/stored-list.ts'
import {isExemptFromPolicies} from '../exempt.ts'

const group = 'admissionregistration.k8s.io'

/** MutatingAdmissionPolicies that are bound (KEP-3962). What evaluates them is loaded with the first one. */
export const mutatingAdmissionPolicies: AdmissionPlugin = {
  name: 'MutatingAdmissionPolicy',
  async admit(attributes, server, reinvocation) {
    if (attributes.operation === 'DELETE' || isExemptFromPolicies(attributes)) return
    const bindings = await all<MutatingAdmissionPolicyBinding>(server, 'mutatingadmissionpolicybindings')
    if (bindings.length === 0) return
    const policies = await all<MutatingAdmissionPolicy>(server, 'mutatingadmissionpolicies')
    if (policies.length === 0) return
    const {mutateByPolicies} = await import('./mutate.ts')
    await mutateByPolicies(attributes, server, {policies, bindings, reinvocation})
  },
}

const all = <T extends KubeObject>(server: ServerParts, resource: string): Promise<readonly T[]> =>
  storedList<T>(server, {group, version: 'v1beta1', resource})
