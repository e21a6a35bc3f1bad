import {timingSafeEqual} from 'node:crypto'
import type {UserInfo} from '../../server-request.ts'
import type {TokenAuthenticator} from './tokens.ts'

/** Fixed tokens, as of kube-apiserver's `--token-auth-file`. */
export const staticTokens = (users: readonly {token: string; user: UserInfo}[]): TokenAuthenticator => ({
  async authenticateToken(token, audiences) {
    const found = users.find(entry => same(entry.token, token))
    return found && {user: found.user, audiences: [...audiences]}
  },
})

/** Lines of `token,user,uid[,"group1,group2"]`; blank lines and those that start with `#` are left out. */
export function parseTokenFile(text: string): {token: string; user: UserInfo}[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const [token = '', name = '', uid = '', groups = ''] = fields(line)
      return {token, user: {name, uid, groups: groups.split(',').filter(Boolean)}}
    })
}

const fields = (line: string): string[] =>
  [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map(([, plain = '', quoted]) => (quoted ?? plain).trim())

function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
