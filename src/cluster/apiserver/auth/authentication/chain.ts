import {unauthorized} from '../../../../api/status-error.ts'
import type {ServerRequest, UserInfo} from '../../server-request.ts'
import type {Authenticator} from '../interfaces.ts'

/**
 * Asks every authenticator until one knows the user; bad credentials of one kind do not spoil good ones of another. Whoever brings
 * none at all is system:anonymous, where that may be; whoever brings only bad ones is refused.
 */
export const authenticatorChain = (
  authenticators: readonly Authenticator[],
  mayBeAnonymous: (request: ServerRequest) => boolean = () => true,
): Authenticator => ({
  async authenticate(request: ServerRequest): Promise<UserInfo | undefined> {
    let refused = false
    for (const authenticator of authenticators) {
      try {
        const user = await authenticator.authenticate(request)
        if (user) return withAuthenticated(user)
      } catch {
        refused = true
      }
    }
    if (refused || !mayBeAnonymous(request)) throw unauthorized()
    return {name: 'system:anonymous', groups: ['system:unauthenticated']}
  },
})

/** Adds the group of all who have proved who they are. */
export function withAuthenticated(user: UserInfo): UserInfo {
  const {groups} = user
  if (user.name === 'system:anonymous' || groups.includes('system:authenticated')) return user
  return groups.includes('system:unauthenticated') ? user : {...user, groups: [...groups, 'system:authenticated']}
}
