import {type FieldError, forbiddenField} from '../../../../api/field-error.ts'
import {deepEqual} from '../../../../api/json/deep-equal.ts'
import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {type KubeObject, parseApiVersion} from '../../../../api/object.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {UserInfo} from '../../server-request.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {lookUp} from '../lookup.ts'

type PolicySpec = NonNullable<ValidatingAdmissionPolicy['spec']>
type BindingSpec = NonNullable<ValidatingAdmissionPolicyBinding['spec']>

/** Who makes a policy with parameters, or a binding that names some, must be able to read them. */
export async function paramAccessErrors(attributes: AdmissionAttributes, server: ServerParts): Promise<FieldError[]> {
  const {definition, object, old, user} = attributes
  if (user.groups.includes('system:masters')) return []
  if (definition.plural.endsWith('bindings')) return bindingErrors(attributes, server)
  const {paramKind} = specOf<PolicySpec>(object)
  if (!paramKind || deepEqual(specOf<PolicySpec>(old).paramKind, paramKind)) return []
  const question = {verb: 'get', name: '*', namespace: '*', ...resourceOf(server, paramKind)}
  if (await allowed(server, user, question)) return []
  const {kind = '', apiVersion = ''} = paramKind
  const why = `user ${goUser(user)} must have "get" permission on all objects of the referenced paramKind (kind=${kind}, apiVersion=${apiVersion})`
  return [forbiddenField('spec.paramKind', why)]
}

async function bindingErrors(
  {definition, object, old, user}: AdmissionAttributes,
  server: ServerParts,
): Promise<FieldError[]> {
  const {paramRef, policyName} = specOf<BindingSpec>(object)
  const before = specOf<BindingSpec>(old)
  if (!paramRef || (policyName === before.policyName && deepEqual(paramRef, before.paramRef))) return []
  const {group, version} = definition
  const resource = definition.plural.replace('bindings', '').replace(/y$/, 'ies')
  const policy = await lookUp(server, {group, version, resource}, '', policyName ?? '')
  const {paramKind} = specOf<PolicySpec>(policy)
  const verb = paramRef.name ? 'get' : 'list'
  const found = paramKind ? resourceOf(server, paramKind) : everything
  const question = {verb, name: paramRef.name ?? '', namespace: paramRef.namespace ?? '', ...found}
  if (await allowed(server, user, question)) return []
  const refuse = (why: string) => [forbiddenField('spec.paramRef', why)]
  const lacking = `user ${goUser(user)} does not have "${verb}" permission`
  if (!policy)
    return refuse(
      `unable to get policy ${policyName} to determine minimum required permissions and ${lacking} for all groups, versions and resources`,
    )
  if (paramKind && found.resource === '*')
    return refuse(
      `unable to resolve paramKind &{${paramKind.apiVersion} ${paramKind.kind}} to determine minimum required permissions and ${lacking} for all groups, versions and resources`,
    )
  return refuse(`${lacking} on the object referenced by paramRef`)
}

const specOf = <T>(object: KubeObject | undefined): Partial<T> => (object?.['spec'] ?? {}) as Partial<T>

const everything = {group: '*', version: '*', resource: '*'}

function resourceOf(server: ServerParts, {apiVersion = '', kind = ''}: NonNullable<PolicySpec['paramKind']>) {
  const {group, version} = parseApiVersion(apiVersion)
  return {group, version, resource: server.resources.ofKind(group, version, kind)?.plural ?? '*'}
}

async function allowed(
  server: ServerParts,
  user: UserInfo,
  question: {verb: string; group: string; version: string; resource: string; namespace: string; name: string},
): Promise<boolean> {
  const decision = await server.authorizer.authorize({
    user,
    resourceRequest: true,
    subresource: '',
    path: '',
    ...question,
  })
  return decision.allowed
}

/** A user as Go prints one. */
function goUser({name, uid = '', groups, extra = {}}: UserInfo): string {
  const more = Object.keys(extra)
    .sort()
    .map(key => `${key}:[${extra[key]!.join(' ')}]`)
  return `&{${name} ${uid} [${groups.join(' ')}] map[${more.join(' ')}]}`
}
