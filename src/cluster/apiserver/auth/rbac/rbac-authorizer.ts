import type {PolicyRule} from '../../../../api/kinds.ts'
import {notFound} from '../../../../api/status-error.ts'
import type {UserInfo} from '../../server-request.ts'
import type {Attributes, Authorizer, Decision} from '../interfaces.ts'
import type {ObjectSource} from '../object-source.ts'
import {type AppliedBinding, type Binding, PolicyIndex} from './policy-index.ts'
import {ruleAllows} from './rule.ts'

const group = 'rbac.authorization.k8s.io'

/** Role-based access control: allows what some rule of some bound role allows, and has no opinion on the rest. */
export class RbacAuthorizer implements Authorizer {
  private readonly index: PolicyIndex

  constructor(source: ObjectSource) {
    this.index = new PolicyIndex(source)
  }

  async authorize(attributes: Attributes): Promise<Decision> {
    const errors: string[] = []
    for await (const {applied, rules, error} of this.grants(attributes.user, attributes.namespace)) {
      if (error !== undefined) errors.push(error)
      if (rules.some(rule => ruleAllows(rule, attributes)))
        return {allowed: true, reason: `RBAC: allowed by ${describe(applied)}`}
    }
    return errors.length === 0 ? {allowed: false} : {allowed: false, reason: `RBAC: ${aggregate(errors)}`}
  }

  /** Every rule that holds for a user in a namespace ('' for the whole cluster), and what kept others from being found. */
  async rulesFor(user: UserInfo, namespace: string): Promise<{rules: PolicyRule[]; error?: string}> {
    const found: PolicyRule[] = []
    const errors: string[] = []
    for await (const {rules, error} of this.grants(user, namespace)) {
      found.push(...rules)
      if (error !== undefined) errors.push(error)
    }
    return {rules: found, ...(errors.length > 0 && {error: aggregate(errors)})}
  }

  /** The rules of the role that a binding refers to; throws NotFound. */
  async rulesOf(roleRef: Binding['roleRef'], namespace: string): Promise<PolicyRule[]> {
    if (roleRef.kind === 'Role') {
      const role = await this.index.role(namespace, roleRef.name)
      if (!role) throw notFound({group, resource: 'roles'}, roleRef.name)
      return role.rules ?? []
    }
    if (roleRef.kind !== 'ClusterRole') throw new TypeError(`unsupported role reference kind: "${roleRef.kind}"`)
    const role = await this.index.clusterRole(roleRef.name)
    if (!role) throw notFound({group, resource: 'clusterroles'}, roleRef.name)
    return role.rules ?? []
  }

  stop(): void {
    this.index.stop()
  }

  private async *grants(
    user: UserInfo,
    namespace: string,
  ): AsyncGenerator<{applied: AppliedBinding; rules: PolicyRule[]; error?: string}> {
    for (const applied of await this.index.clusterBindings(user)) yield this.granted(applied, '')
    if (!namespace) return
    for (const applied of await this.index.namespaceBindings(user, namespace)) yield this.granted(applied, namespace)
  }

  private async granted(applied: AppliedBinding, namespace: string) {
    try {
      return {applied, rules: await this.rulesOf(applied.binding.roleRef, namespace)}
    } catch (error) {
      return {applied, rules: [], error: (error as Error).message}
    }
  }
}

function describe({binding, subject}: AppliedBinding): string {
  const {name = '', namespace} = binding.metadata
  const from = namespace ? `RoleBinding ${JSON.stringify(`${name}/${namespace}`)}` : `ClusterRoleBinding "${name}"`
  const account = subject.kind === 'ServiceAccount'
  const who = account ? `${subject.name}/${subject.namespace || (namespace ?? '')}` : subject.name
  return `${from} of ${binding.roleRef.kind} "${binding.roleRef.name}" to ${subject.kind} ${JSON.stringify(who)}`
}

/** As Go joins several errors: one alone, or all that differ in brackets. */
function aggregate(errors: readonly string[]): string {
  const distinct = [...new Set(errors)]
  return distinct.length === 1 ? distinct[0]! : `[${distinct.join(', ')}]`
}
