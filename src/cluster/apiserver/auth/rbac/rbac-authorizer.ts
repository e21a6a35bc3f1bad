import type {PolicyRule} from '../../../../api/kinds.ts'
import {notFound} from '../../../../api/status-error.ts'
import type {UserInfo} from '../../server-request.ts'
import {together} from '../authorizers.ts'
import type {Attributes, Authorizer, Decision} from '../interfaces.ts'
import type {ObjectSource} from '../object-source.ts'
import {DecisionCache} from './decision-cache.ts'
import {type AppliedBinding, type Binding, PolicyIndex} from './policy-index.ts'
import {ruleAllows, ruleCovers} from './rule.ts'

const group = 'rbac.authorization.k8s.io'

/** Role-based access control: allows what some rule of some bound role allows, and has no opinion on the rest. */
export class RbacAuthorizer implements Authorizer {
  private readonly index: PolicyIndex
  private readonly decisions = new DecisionCache()

  constructor(source: ObjectSource) {
    this.index = new PolicyIndex(source)
  }

  async authorize(attributes: Attributes): Promise<Decision> {
    if (!this.index.ready) await this.index.load()
    const known = this.decisions.find(attributes, this.index.generation)
    if (known) return known
    const {decision, named} = this.decide(attributes)
    if (!named) this.decisions.keep(attributes, decision)
    return decision
  }

  /** Every rule that holds for a user in a namespace ('' for the whole cluster), and what kept others from being found. */
  async rulesFor(user: UserInfo, namespace: string): Promise<{rules: PolicyRule[]; error?: string}> {
    await this.index.load()
    const found: PolicyRule[] = []
    const errors: string[] = []
    for (const {rules, error} of this.grants(user, namespace)) {
      found.push(...rules)
      if (error !== undefined) errors.push(error)
    }
    return {rules: found, ...(errors.length > 0 && {error: together(errors)})}
  }

  /** The rules of the role that a binding refers to; throws NotFound. */
  async rulesOf(roleRef: Binding['roleRef'], namespace: string): Promise<PolicyRule[]> {
    await this.index.load()
    return this.lookUp(roleRef, namespace)
  }

  stop(): void {
    this.index.stop()
  }

  /** `named`: the answer depends on the object's name, or is about a path. */
  private decide(attributes: Attributes): {decision: Decision; named: boolean} {
    const errors: string[] = []
    let named = !attributes.resourceRequest
    for (const {applied, rules, error} of this.grants(attributes.user, attributes.namespace)) {
      if (error !== undefined) errors.push(error)
      for (const rule of rules) {
        if (!ruleCovers(rule, attributes)) continue
        if (rule.resourceNames?.length) named = true
        if (ruleAllows(rule, attributes))
          return {decision: {allowed: true, reason: `RBAC: allowed by ${describe(applied)}`}, named}
      }
    }
    const decision = errors.length === 0 ? {allowed: false} : {allowed: false, reason: `RBAC: ${together(errors)}`}
    return {decision, named}
  }

  private *grants(user: UserInfo, namespace: string): Iterable<Grant> {
    for (const applied of this.index.clusterBindings(user)) yield this.granted(applied, '')
    if (!namespace) return
    for (const applied of this.index.namespaceBindings(user, namespace)) yield this.granted(applied, namespace)
  }

  private granted(applied: AppliedBinding, namespace: string): Grant {
    try {
      return {applied, rules: this.lookUp(applied.binding.roleRef, namespace)}
    } catch (error) {
      return {applied, rules: [], error: (error as Error).message}
    }
  }

  private lookUp(roleRef: Binding['roleRef'], namespace: string): PolicyRule[] {
    if (roleRef.kind === 'Role') {
      const role = this.index.role(namespace, roleRef.name)
      if (!role) throw notFound({group, resource: 'role'}, roleRef.name)
      return role.rules ?? []
    }
    if (roleRef.kind !== 'ClusterRole') throw new TypeError(`unsupported role reference kind: "${roleRef.kind}"`)
    const role = this.index.clusterRole(roleRef.name)
    if (!role) throw notFound({group, resource: 'clusterrole'}, roleRef.name)
    return role.rules ?? []
  }
}

interface Grant {
  applied: AppliedBinding
  rules: PolicyRule[]
  error?: string
}

function describe({binding, subject}: AppliedBinding): string {
  const {name = '', namespace} = binding.metadata
  const from = namespace ? `RoleBinding ${JSON.stringify(`${name}/${namespace}`)}` : `ClusterRoleBinding "${name}"`
  const account = subject.kind === 'ServiceAccount'
  const who = account ? `${subject.name}/${subject.namespace || (namespace ?? '')}` : subject.name
  return `${from} of ${binding.roleRef.kind} "${binding.roleRef.name}" to ${subject.kind} ${JSON.stringify(who)}`
}
