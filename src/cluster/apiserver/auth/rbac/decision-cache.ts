import type {UserInfo} from '../../server-request.ts'
import type {Attributes, Decision} from '../interfaces.ts'

/** How many decisions are kept for one user. */
const limit = 2000

/**
 * Decisions that hold until the policy changes, for users who ask again with the very same UserInfo, as the cluster's own parts and
 * connections do. Invariant: a decision in here depends on nothing but what its key says.
 */
export class DecisionCache {
  private generation = -1
  private users = new WeakMap<UserInfo, Map<string, Decision>>()

  find(attributes: Attributes, generation: number): Decision | undefined {
    if (generation !== this.generation) {
      this.generation = generation
      this.users = new WeakMap()
    }
    return attributes.resourceRequest ? this.users.get(attributes.user)?.get(keyOf(attributes)) : undefined
  }

  keep(attributes: Attributes, decision: Decision): void {
    let decisions = this.users.get(attributes.user)
    if (!decisions) {
      decisions = new Map()
      this.users.set(attributes.user, decisions)
    }
    if (decisions.size >= limit) decisions.clear()
    decisions.set(keyOf(attributes), decision)
  }
}

const keyOf = ({verb, group, resource, subresource, namespace}: Attributes): string =>
  `${verb} ${group}/${resource}/${subresource} ${namespace}`
