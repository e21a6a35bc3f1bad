import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from '../admission.ts'
import {noneStored, storedList} from '../dynamic/stored-list.ts'
import {isExemptFromPolicies} from './exempt.ts'

const group = 'admissionregistration.k8s.io'
const policies = {group, version: 'v1', resource: 'validatingadmissionpolicies'}
const bindings = {group, version: 'v1', resource: 'validatingadmissionpolicybindings'}

/** ValidatingAdmissionPolicies that are bound (KEP-3488). What evaluates them is loaded with the first one. */
export const validatingAdmissionPolicies: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  validate(attributes, server) {
    return noneStored(server, bindings) || isExemptFromPolicies(attributes) ? undefined : decide(attributes, server)
  },
}

async function decide(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const bound = await storedList<ValidatingAdmissionPolicyBinding>(server, bindings)
  if (bound.length === 0) return
  const all = await storedList<ValidatingAdmissionPolicy>(server, policies)
  if (all.length === 0) return
  const {decideByPolicies} = await import('./decide.ts')
  await decideByPolicies(attributes, server, {policies: all, bindings: bound})
}
