import {builtin} from '../../api/builtin-resources.ts'
import type {ValidatingAdmissionPolicy} from '../../api/kinds.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'

const fieldManager = 'validatingadmissionpolicy-status'

/** Says of each ValidatingAdmissionPolicy that its types were checked. Expressions that do not compile are refused when they are written. */
export function createAdmissionPolicyStatus(context: ComponentContext): Component {
  const policies = context.informers.informer<ValidatingAdmissionPolicy>(builtin.validatingAdmissionPolicies)

  const reconcile = async (name: string): Promise<undefined> => {
    const policy = policies.get(name)
    if (!policy || policy.status?.observedGeneration === policy.metadata.generation) return
    const {apiVersion, kind, metadata} = policy
    const status = {observedGeneration: metadata.generation, typeChecking: {}}
    await context.client.patch(
      {...builtin.validatingAdmissionPolicies, name, subresource: 'status'},
      'apply',
      {apiVersion, kind, metadata: {name}, status},
      {fieldManager, force: true},
    )
  }

  return createController(context, {
    name: fieldManager,
    watches: [watch(policies, policy => [policy.metadata.name!])],
    reconcile,
  })
}
