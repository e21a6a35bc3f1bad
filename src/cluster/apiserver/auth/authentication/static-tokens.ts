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

/** Lines of `token,user,uid[,"group1,group2"]`, as CSV (RFC 4180); of two lines with one token the later one counts. Throws what is wrong with the file. */
export function parseTokenFile(text: string, file = ''): {token: string; user: UserInfo}[] {
  const users = new Map<string, UserInfo>()
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue
    const columns = columnsOf(line)
    if (columns.length < 3)
      throw new Error(
        `token file '${file}' must have at least 3 columns (token, user name, user uid), found ${columns.length}`,
      )
    const [token = '', name = '', uid = '', groups] = columns
    if (token) users.set(token, {name, ...(uid && {uid}), groups: groups === undefined ? [] : groups.split(',')})
  }
  return [...users].map(([token, user]) => ({token, user}))
}

function columnsOf(line: string): string[] {
  const columns: string[] = []
  const column = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy
  for (;;) {
    const [, quoted, plain = '', end] = column.exec(line) ?? []
    columns.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',') return columns
  }
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
