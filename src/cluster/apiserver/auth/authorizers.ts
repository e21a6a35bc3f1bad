import type {PolicyRule} from '../../../api/kinds.ts'
import type {UserInfo} from '../server-request.ts'
import type {Attributes, Authorizer, Decision} from './interfaces.ts'

/** Lists what somebody may do, for SelfSubjectRulesReview. */
export interface RuleResolver {
  rulesFor(user: UserInfo, namespace: string): Promise<Rules>
}

export interface Rules {
  rules: PolicyRule[]
  error?: string
  incomplete?: boolean
}

/** One of a chain: it may be asked, it may know its rules, and decisions name it. */
export interface NamedAuthorizer extends Authorizer, RuleResolver {
  /** `RBAC`, `Webhook` … */
  type: string
  name: string
}

/** Asks one authorizer after the other until one has an opinion. Who is privileged needs none. */
export const anyOf = (authorizers: readonly NamedAuthorizer[]): Authorizer & RuleResolver => ({
  async authorize(attributes: Attributes): Promise<Decision> {
    if (attributes.user.groups.includes('system:masters')) return {allowed: true}
    const reasons: string[] = []
    const errors: string[] = []
    for (const authorizer of authorizers) {
      const decision = await authorizer.authorize(attributes)
      if (decision.allowed || decision.denied) return {...decision, by: authorizer}
      if (decision.reason) reasons.push(decision.reason)
      if (decision.error) errors.push(decision.error)
    }
    return {
      allowed: false,
      ...(reasons.length > 0 && {reason: reasons.join('\n')}),
      ...(errors.length > 0 && {error: together(errors)}),
    }
  },
  async rulesFor(user, namespace) {
    const found: Rules = {rules: []}
    const errors: string[] = []
    for (const authorizer of authorizers) {
      const {rules, error, incomplete} = await authorizer.rulesFor(user, namespace)
      found.rules.push(...rules)
      if (error !== undefined) errors.push(error)
      if (incomplete) found.incomplete = true
    }
    return {...found, ...(errors.length > 0 && {error: together(errors)})}
  },
})

/** An authorizer under the name of its type. */
export const named = (type: string, authorizer: Authorizer, resolver: RuleResolver): NamedAuthorizer => ({
  type,
  name: type.toLowerCase(),
  authorize: attributes => authorizer.authorize(attributes),
  rulesFor: (user, namespace) => resolver.rulesFor(user, namespace),
})

/** What a node may do follows from its pods, not from rules. */
export const nodeRules: RuleResolver = {
  async rulesFor({name, groups}) {
    const isNode = groups.includes('system:nodes') && name.startsWith('system:node:')
    return isNode
      ? {rules: [], incomplete: true, error: 'node authorizer does not support user rule resolution'}
      : {rules: []}
  },
}

export const alwaysAllow: NamedAuthorizer = {
  type: 'AlwaysAllow',
  name: 'alwaysallow',
  authorize: () => Promise.resolve({allowed: true}),
  rulesFor: () =>
    Promise.resolve({
      rules: [
        {verbs: ['*'], apiGroups: ['*'], resources: ['*']},
        {verbs: ['*'], nonResourceURLs: ['*']},
      ],
    }),
}

export const alwaysDeny: NamedAuthorizer = {
  type: 'AlwaysDeny',
  name: 'alwaysdeny',
  authorize: () => Promise.resolve({allowed: false, reason: 'Everything is forbidden.'}),
  rulesFor: () => Promise.resolve({rules: []}),
}

/** As Go joins several errors: one alone, or all that differ in brackets. */
export function together(errors: readonly string[]): string {
  const distinct = [...new Set(errors)]
  return distinct.length === 1 ? distinct[0]! : `[${distinct.join(', ')}]`
}
