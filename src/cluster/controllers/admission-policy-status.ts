import {builtin} from '../../api/builtin-resources.ts'
import type {ValidatingAdmissionPolicy} from '../../api/kinds.ts'
import type {Client} from '../../client/client.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {matchedKinds, paramsType} from './admission-policy/matched-kinds.ts'

const fieldManager = 'validatingadmissionpolicy-status'

/** Says of each ValidatingAdmissionPolicy what its expressions get wrong about the kinds that it matches. Those that do not compile for any kind are refused when they are written. */
export function createAdmissionPolicyStatus(context: ComponentContext): Component {
  const policies = context.informers.informer<ValidatingAdmissionPolicy>(builtin.validatingAdmissionPolicies)

  const reconcile = async (name: string): Promise<undefined> => {
    const policy = policies.get(name)
    if (!policy || policy.status?.observedGeneration === policy.metadata.generation) return
    const {apiVersion, kind, metadata} = policy
    const warnings = await typeChecked(context.client, policy.spec)
    const typeChecking = warnings.length > 0 ? {expressionWarnings: warnings} : {}
    const status = {observedGeneration: metadata.generation, typeChecking}
    await context.client.patch(
      {...builtin.validatingAdmissionPolicies, name, subresource: 'status'},
      'apply',
      {apiVersion, kind, metadata: {name}, status},
      {fieldManager, force: true},
    )
  }

  return createController(context, {
    name: fieldManager,
    queue: 'validatingadmissionpolicy-status',
    watches: [watch(policies, policy => [policy.metadata.name!])],
    reconcile,
  })
}

async function typeChecked(client: Client, spec: ValidatingAdmissionPolicy['spec']) {
  if (!spec?.validations?.length || !spec.matchConstraints?.resourceRules?.length) return []
  const openApi = await import('../../api/cel/admission/open-api-type.ts')
  const kinds = await matchedKinds(client, spec, openApi)
  if (kinds.length === 0) return []
  const {typeCheckPolicy} = await import('../../api/cel/index.ts')
  return typeCheckPolicy(spec, kinds, await paramsType(client, spec, openApi))
}
