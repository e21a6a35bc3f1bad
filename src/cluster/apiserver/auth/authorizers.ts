import type {PolicyRule} from '../../../api/kinds.ts'
import type {UserInfo} from '../server-request.ts'
import type {Attributes, Authorizer, Decision} from './interfaces.ts'

/** Asks one authorizer after the other until one has an opinion. */
export const anyOf = (authorizers: readonly Authorizer[]): Authorizer => ({
  async authorize(attributes: Attributes): Promise<Decision> {
    const reasons: string[] = []
    for (const authorizer of authorizers) {
      const decision = await authorizer.authorize(attributes)
      if (decision.allowed || decision.denied) return decision
      if (decision.reason) reasons.push(decision.reason)
    }
    return reasons.length === 0 ? {allowed: false} : {allowed: false, reason: reasons.join('\n')}
  },
})

/** Members of system:masters may do everything. */
export const privilegedGroups: Authorizer = {
  async authorize({user}: Attributes): Promise<Decision> {
    return {allowed: user.groups.includes('system:masters')}
  },
}

/** Lists what somebody may do, for SelfSubjectRulesReview. */
export interface RuleResolver {
  rulesFor(user: UserInfo, namespace: string): Promise<{rules: PolicyRule[]; error?: string; incomplete?: boolean}>
}

/** Those of RBAC. What a node may do follows from its pods, not from rules. */
export const withoutNodes = (rbac: RuleResolver): RuleResolver => ({
  async rulesFor(user, namespace) {
    const resolved = await rbac.rulesFor(user, namespace)
    const isNode = user.groups.includes('system:nodes') && user.name.startsWith('system:node:')
    if (!isNode) return resolved
    const error = 'node authorizer does not support user rule resolution'
    return {...resolved, incomplete: true, error: resolved.error ? `[${error}, ${resolved.error}]` : error}
  },
})
