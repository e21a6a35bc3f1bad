import {isDeepStrictEqual} from 'node:util'
import type {ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {forbidden, isNotFound, notFound} from '../../../../api/status-error.ts'
import type {UserInfo} from '../../server-request.ts'
import type {Authorizer} from '../interfaces.ts'
import {describeMissing, uncovered} from './covers.ts'
import type {RbacAuthorizer} from './rbac-authorizer.ts'

const group = 'rbac.authorization.k8s.io'
const everything: PolicyRule[] = [
  {verbs: ['*'], apiGroups: ['*'], resources: ['*']},
  {verbs: ['*'], nonResourceURLs: ['*']},
]

/** A write of a role or binding that is about to happen. */
export interface RbacWrite {
  user: UserInfo
  /** `roles`, `clusterroles`, `rolebindings` or `clusterrolebindings`. */
  resource: string
  object: KubeObject
  old?: KubeObject
}

/** Refuses roles and bindings by which somebody would grant more than they have, unless they may `escalate` or `bind`. */
export class EscalationGuard {
  private readonly rbac: RbacAuthorizer
  private readonly authorizer: Authorizer

  constructor(rbac: RbacAuthorizer, authorizer: Authorizer) {
    this.rbac = rbac
    this.authorizer = authorizer
  }

  /** Throws Forbidden. */
  async check(write: RbacWrite): Promise<void> {
    if (write.user.groups.includes('system:masters')) return
    if (write.old && changesGarbageFieldsOnly(write.object, write.old)) return
    if (write.resource.endsWith('bindings')) return this.checkBinding(write)
    return this.checkRole(write)
  }

  private async checkRole({user, resource, object, old}: RbacWrite): Promise<void> {
    const {name = '', namespace = ''} = object.metadata
    if (await this.allowed(user, 'escalate', resource, namespace, name)) return
    const role = object as Role | ClusterRole
    await this.confirm(user, namespace, role.rules ?? [], resource, name)
    if (!aggregates(role) && !(old && aggregates(old))) return
    const {rules} = await this.rbac.rulesFor(user, namespace)
    if (uncovered(rules, everything).length === 0) return
    throw forbidden({group, resource}, name, 'must have cluster-admin privileges to use the aggregationRule')
  }

  private async checkBinding({user, resource, object}: RbacWrite): Promise<void> {
    const {name = '', namespace = ''} = object.metadata
    const {roleRef} = object as RoleBinding | ClusterRoleBinding
    const roles = roleRef.kind === 'Role' ? 'roles' : 'clusterroles'
    if (await this.allowed(user, 'bind', roles, namespace, roleRef.name)) return
    const rules = await this.rbac.rulesOf(roleRef, namespace).catch((error: unknown) => {
      throw isNotFound(error) ? notFound({group, resource}, roleRef.name) : error
    })
    await this.confirm(user, namespace, rules, resource, name)
  }

  private async confirm(
    user: UserInfo,
    namespace: string,
    wanted: PolicyRule[],
    resource: string,
    name: string,
  ): Promise<void> {
    const {rules, error} = await this.rbac.rulesFor(user, namespace)
    const missing = uncovered(rules, wanted)
    if (missing.length === 0) return
    const groups = user.groups.map(word => JSON.stringify(word)).join(' ')
    const unresolved = error === undefined ? '' : `; resolution errors: [${error}]`
    throw forbidden(
      {group, resource},
      name,
      `user ${JSON.stringify(user.name)} (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n` +
        describeMissing(missing) +
        unresolved,
    )
  }

  private async allowed(
    user: UserInfo,
    verb: string,
    resource: string,
    namespace: string,
    name: string,
  ): Promise<boolean> {
    const decision = await this.authorizer.authorize({
      user,
      verb,
      resourceRequest: true,
      group,
      version: '*',
      resource,
      subresource: '',
      namespace,
      name,
      path: '',
    })
    return decision.allowed
  }
}

const aggregates = (role: KubeObject): boolean =>
  ((role as ClusterRole).aggregationRule?.clusterRoleSelectors?.length ?? 0) > 0

/** Whether an update touches only what the garbage collector does. */
export function changesGarbageFieldsOnly(object: KubeObject, old: KubeObject): boolean {
  const plain = ({metadata, ...rest}: KubeObject) => {
    const {ownerReferences: _owners, finalizers: _finalizers, managedFields: _managed, ...kept} = metadata
    return {...rest, metadata: kept}
  }
  return isDeepStrictEqual(plain(object), plain(old))
}
