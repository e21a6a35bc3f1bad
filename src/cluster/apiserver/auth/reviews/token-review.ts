import {badRequest} from '../../../../api/status-error.ts'
import {withAuthenticated} from '../authentication/chain.ts'
import type {Review, ReviewContext} from './review.ts'
import {userInfo} from './self-subject-review.ts'

/** Whose token is this, and is it meant for me? */
export const tokenReview: Review = async (draft, context) => {
  if (context.namespace) throw badRequest(`namespace is not allowed on this type: ${context.namespace}`)
  const {token = '', audiences = []} = (draft['spec'] ?? {}) as {token?: string; audiences?: string[]}
  if (!token) throw badRequest('token is required for TokenReview in authentication')
  // What the request says of the answer stays where nothing better is known.
  const {authenticated: _, ...given} = (draft['status'] ?? {}) as {authenticated?: boolean}
  return {...draft, status: {user: {}, ...given, ...(await verdict(token, audiences, context))}}
}

async function verdict(token: string, asked: string[], {tokens, audiences}: ReviewContext) {
  // It is asked about as a header would have it, whose words blanks part; no word is nobody.
  const [, word = ''] = `Bearer ${token}`.trim().split(' ')
  if (!word) return {authenticated: true, user: nobody, audiences: asked.length > 0 ? asked : audiences}
  try {
    const found = await tokens.authenticateToken(word, asked.length > 0 ? asked : audiences)
    if (!found) return {error: 'invalid bearer token'}
    return {
      authenticated: true,
      user: userInfo(withAuthenticated(found.user)),
      ...(found.audiences.length > 0 && {audiences: found.audiences}),
    }
  } catch (error) {
    return {error: `[invalid bearer token, ${(error as Error).message}]`}
  }
}

const nobody = {username: 'system:anonymous', groups: ['system:unauthenticated']}
