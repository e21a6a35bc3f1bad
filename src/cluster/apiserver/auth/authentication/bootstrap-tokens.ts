import {timingSafeEqual} from 'node:crypto'
import {builtin} from '../../../../api/builtin-resources.ts'
import type {Secret} from '../../../../api/kinds.ts'
import type {Clock} from '../../../runtime/clock.ts'
import type {ObjectSource} from '../object-source.ts'
import type {TokenAuthenticator} from './tokens.ts'

const {secrets} = builtin
const extraGroup = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/

/** Tokens `id.secret` that are kept as secrets `bootstrap-token-<id>` in kube-system, with which new nodes join. */
export const bootstrapTokens = (source: ObjectSource, clock: Clock): TokenAuthenticator => ({
  async authenticateToken(token, audiences) {
    const [, id, secretText] = /^([a-z0-9]{6})\.([a-z0-9]{16})$/.exec(token) ?? []
    if (id === undefined || secretText === undefined) return undefined
    const secret = (await source.get(secrets, 'kube-system', `bootstrap-token-${id}`)) as Secret | undefined
    if (!secret || secret.metadata.deletionTimestamp || secret.type !== 'bootstrap.kubernetes.io/token')
      return undefined
    const data = (name: string) => Buffer.from(secret.data?.[name] ?? '', 'base64').toString()
    if (!same(data('token-secret'), secretText) || data('token-id') !== id) return undefined
    const expiration = data('expiration')
    if (expiration && !(Date.parse(expiration) > clock.now())) return undefined
    if (data('usage-bootstrap-authentication') !== 'true') return undefined
    const extra = data('auth-extra-groups').split(',').filter(Boolean)
    if (!extra.every(group => extraGroup.test(group))) return undefined
    const groups = [...new Set(['system:bootstrappers', ...extra])].sort()
    return {user: {name: `system:bootstrap:${id}`, groups}, audiences: [...audiences]}
  },
})

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
