import {type ExpressionScope, type Program, policyScope} from '../../../../../api/cel/index.ts'
import {deepEqual} from '../../../../../api/json/deep-equal.ts'
import type {MutatingAdmissionPolicy} from '../../../../../api/kinds.ts'
import {internalError, StatusError} from '../../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../../resources/define-resource.ts'
import {stopwatch} from '../../../../runtime/metrics/stopwatch.ts'
import {policyError} from '../../../metrics/admission-metrics.ts'
import type {ServerParts} from '../../../server-parts.ts'
import type {AdmissionAttributes} from '../../admission.ts'
import {admissionRequest} from '../../dynamic/admission-request.ts'
import {meetsConditions, writeVariables} from '../../dynamic/conditions.ts'
import type {WriteVariables} from '../../dynamic/evaluate.ts'
import {shownIn} from '../../dynamic/in-version.ts'
import {PolicyVariables} from '../../dynamic/policy-variables.ts'
import type {Reinvocation} from '../../dynamic/reinvocation.ts'
import {draftSeen, replaceDraft} from '../../dynamic/replace-draft.ts'
import {refuse} from '../../refuse.ts'
import {surroundingNamespace} from '../match.ts'
import {applyConfigurationMutation} from './apply-configuration.ts'
import {type BoundMutations, type Invocation, invocationsOf, type PolicyFault} from './invocations.ts'
import {jsonPatchMutation} from './json-patch.ts'

type Mutation = NonNullable<NonNullable<MutatingAdmissionPolicy['spec']>['mutations']>[number]

/** Lets the policies that are about a write change it, one after the other; faults refuse it, where their policies say so, once all had their turn. */
export async function mutateByPolicies(
  attributes: AdmissionAttributes,
  server: ServerParts,
  {reinvocation, ...bound}: BoundMutations & {reinvocation: Reinvocation},
): Promise<void> {
  const {invocations, faults} = await invocationsOf(attributes, server, bound)
  const hooks = reinvocation.of('MutatingAdmissionPolicy')
  if (invocations.length > 0) hooks.begin(attributes.object)
  for (const invocation of invocations) {
    const {policy} = invocation
    const context = await contextOf(attributes, server, invocation)
    const met = await matches(policy, context)
    if ('fault' in met) faults.push({...invocation, message: met.fault, reason: 'Invalid'})
    const id = keyOf(invocation)
    if ('fault' in met || !met.matches || !hooks.mayInvoke(id)) continue
    const before = attributes.object && structuredClone(attributes.object)
    for (const mutation of policy.spec?.mutations ?? []) {
      if (!attributes.object) continue
      const elapsed = stopwatch()
      const fault = await mutate(attributes, mutation, await contextOf(attributes, server, invocation))
      server.admissionMetrics?.checked('mutating', labelsOf(invocation, fault), elapsed())
      if (fault) faults.push({...invocation, message: fault, reason: 'Invalid'})
    }
    if (!deepEqual(before, attributes.object)) hooks.changed()
    if (policy.spec?.reinvocationPolicy === 'IfNeeded') hooks.reinvocable(id)
  }
  if (invocations.length > 0) hooks.end(attributes.object)
  const fatal = faults.filter(({policy}) => policy.spec?.failurePolicy !== 'Ignore')
  if (fatal.length > 0) throw refusal(attributes, fatal)
}

const labelsOf = ({policy, binding}: Invocation, fault: string | undefined): Record<string, string> => ({
  error_type: policyError(fault),
  policy: policy.metadata.name ?? '',
  policy_binding: binding.metadata.name ?? '',
})

const keyOf = ({policy, binding, param}: Invocation): string =>
  [policy.metadata.name, binding.metadata.name, param?.metadata.namespace, param?.metadata.name].join('/')

/** What the expressions of a policy work with, and see. */
interface Context {
  invocation: Invocation
  scope: ExpressionScope
  programs: ReadonlyMap<string, Program>
  write: WriteVariables
}

async function contextOf(
  attributes: AdmissionAttributes,
  server: ServerParts,
  invocation: Invocation,
): Promise<Context> {
  const {policy, param, seen} = invocation
  const {user} = attributes
  const namespace = await surroundingNamespace(server, attributes)
  const write = writeVariables({
    ...(await orInternalError(() => shownIn(attributes, seen))),
    request: admissionRequest(attributes, seen),
    ...(param && {params: param}),
    ...(namespace && {namespace}),
    user,
    authorizer: server.authorizer,
  })
  return {invocation, write, ...policyScope((policy.spec ?? {}) as Parameters<typeof policyScope>[0])}
}

async function matches(
  {spec}: MutatingAdmissionPolicy,
  {programs, scope, write}: Context,
): Promise<{matches: boolean} | {fault: string}> {
  const conditions = (spec?.matchConditions ?? []) as {name: string; expression: string}[]
  if (conditions.length === 0) return {matches: true}
  const known = {...write, namespaceObject: null}
  const met = await meetsConditions(conditions, {...known, variables: new PolicyVariables(programs, known)}, scope)
  if (!('error' in met)) return met
  return spec?.failurePolicy === 'Ignore' ? {matches: false} : {fault: met.error}
}

/** Changes the draft; returns what is wrong with the mutation, if anything is. Throws a StatusError where it makes no object. */
async function mutate(
  attributes: AdmissionAttributes,
  mutation: Mutation,
  {invocation, programs, scope, write}: Context,
): Promise<string | undefined> {
  const {seen} = invocation
  const draft = await draftSeen(attributes, seen)
  const variables = {...write, variables: new PolicyVariables(programs, write)}
  const expressions = {variables, scope: {...scope, patchTypes: true}}
  try {
    if (mutation.patchType === 'JSONPatch') {
      const patched = await jsonPatchMutation(mutation.jsonPatch?.expression ?? '', draft, expressions)
      await orInternalError(() => replaceDraft(attributes, seen, patched, {strict: true}))
    } else {
      const {expression = ''} = mutation.applyConfiguration ?? {}
      const merged = await applyConfigurationMutation(expression, draft, {...expressions, seen})
      await orUnconvertible(seen, () => replaceDraft(attributes, seen, merged))
    }
    return undefined
  } catch (error) {
    if (error instanceof StatusError) throw error
    return (error as Error).message
  }
}

async function orInternalError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StatusError && error.status.reason) throw error
    throw internalError((error as Error).message)
  }
}

async function orUnconvertible({group, version, kind}: ResourceDefinition, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof StatusError) throw error
    const why = (error as Error).message.replace(
      /^json: cannot unmarshal number .* of type (int\d+)$/,
      'cannot convert float64 to $1',
    )
    throw new Error(`unable to convert unstructured object to ${group}/${version}, Kind=${kind}: ${why}`)
  }
}

/** All faults as causes, the first as the message. */
function refusal(attributes: AdmissionAttributes, faults: readonly PolicyFault[]): StatusError {
  const {status} = refuse(attributes, '')
  const messages = faults.map(({policy, binding, message}) =>
    binding
      ? `policy '${policy.metadata.name}' with binding '${binding.metadata.name}' denied request: ${message}`
      : `policy ${JSON.stringify(policy.metadata.name)} denied request: ${message}`,
  )
  return new StatusError({
    ...status,
    message: messages[0]!,
    ...(faults[0]?.reason && {reason: faults[0].reason}),
    details: {...status.details, causes: messages.map(message => ({message}))},
  })
}
