import type {KubeObject} from '../../../../api/object.ts'
import type {Clock} from '../../../runtime/clock.ts'
import type {UserInfo} from '../../server-request.ts'
import type {TokenAuthenticator} from '../authentication/tokens.ts'
import type {RuleResolver} from '../authorizers.ts'
import type {Authorizer} from '../interfaces.ts'

/** What a review is answered from. */
export interface ReviewContext {
  /** Who asks. */
  user: UserInfo
  /** The namespace in the request's path. */
  namespace: string
  clock: Clock
  authorizer: Authorizer
  rules: RuleResolver
  tokens: TokenAuthenticator
  /** The API server's own. */
  audiences: readonly string[]
}

/** Answers a kind that is created but never stored: the decoded body in, the whole answer out. Throws StatusErrors. */
export type Review = (draft: KubeObject, context: ReviewContext) => Promise<KubeObject>
