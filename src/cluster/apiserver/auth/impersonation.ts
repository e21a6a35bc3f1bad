import {quote} from '../../../api/go/quote.ts'
import {PlainError} from '../plain-error.ts'
import type {ServerRequest, UserInfo} from '../server-request.ts'
import {forbiddenAttributes} from './forbidden.ts'
import {headersByPrefix, headerValues} from './headers.ts'
import type {Attributes, Authorizer, Impersonation} from './interfaces.ts'
import {serviceAccountGroups, splitUserName} from './service-accounts/claims.ts'

/** One thing that the user wants to be, each of which must be allowed. */
type Wish = Pick<Attributes, 'group' | 'version' | 'resource' | 'name'> & Partial<Attributes>

/** `Impersonate-User` and its kin (kubectl's `--as`). */
export const impersonation: Impersonation = {
  isWanted({headers = {}}) {
    for (const name in headers) if (name.startsWith('impersonate-')) return true
    return false
  },
  async impersonate(request: ServerRequest, user: UserInfo, authorizer: Authorizer): Promise<UserInfo> {
    const wanted = wantedUser(request)
    if (!wanted) return user
    for (const wish of wishes(wanted)) {
      const attributes: Attributes = {
        user,
        verb: 'impersonate',
        resourceRequest: true,
        subresource: '',
        namespace: '',
        path: '',
        ...wish,
      }
      const {allowed, reason} = await authorizer.authorize(attributes)
      if (!allowed) throw forbiddenAttributes(attributes, reason)
    }
    return become(wanted)
  },
}

interface WantedUser {
  name: string
  serviceAccount?: {namespace: string; name: string}
  groups: string[]
  uid: string
  extra: [string, string[]][]
}

function wantedUser(request: ServerRequest): WantedUser | undefined {
  const name = headerValues(request, 'impersonate-user')[0] ?? ''
  const groups = headerValues(request, 'impersonate-group')
  const uid = headerValues(request, 'impersonate-uid')[0] ?? ''
  const extra = headersByPrefix(request, 'impersonate-extra-')
  if (!name) {
    if (groups.length === 0 && !uid && extra.length === 0) return undefined
    throw new PlainError(500, `Internal Server Error: ${quote(request.url)}: ${namelessWishes({groups, uid, extra})}`)
  }
  const serviceAccount = splitUserName(name)
  return {name, ...(serviceAccount && {serviceAccount}), groups, uid, extra}
}

/** The wishes as Go prints a list of ObjectReferences. */
function namelessWishes({groups, uid, extra}: Pick<WantedUser, 'groups' | 'uid' | 'extra'>): string {
  const authentication = 'authentication.k8s.io/v1'
  const all = [
    ...groups.map(group => `{Group  ${group}    }`),
    ...extra.flatMap(([key, values]) => values.map(value => `{UserExtra  ${value}  ${authentication}  ${key}}`)),
    ...(uid ? [`{UID  ${uid}  ${authentication}  }`] : []),
  ]
  return `requested [${all.join(' ')}] without impersonating a user`
}

function wishes({name, serviceAccount, groups, uid, extra}: WantedUser): Wish[] {
  const authentication = {group: 'authentication.k8s.io', version: 'v1'}
  const core = {group: '', version: ''}
  return [
    serviceAccount
      ? {...core, resource: 'serviceaccounts', namespace: serviceAccount.namespace, name: serviceAccount.name}
      : {...core, resource: 'users', name},
    ...groups.map(group => ({...core, resource: 'groups', name: group})),
    ...extra.flatMap(([key, values]) =>
      values.map(value => ({...authentication, resource: 'userextras', subresource: key, name: value})),
    ),
    ...(uid ? [{...authentication, resource: 'uids', name: uid}] : []),
  ]
}

function become({name, serviceAccount, groups: asked, uid, extra}: WantedUser): UserInfo {
  const own = asked.length === 0 && serviceAccount ? serviceAccountGroups(serviceAccount.namespace) : asked
  const settled = own.includes('system:unauthenticated')
  const anonymous = name === 'system:anonymous'
  const everyone = anonymous ? 'system:unauthenticated' : 'system:authenticated'
  const groups = settled || (!anonymous && own.includes(everyone)) ? own : [...own, everyone]
  return {name, groups, ...(uid && {uid}), ...(extra.length > 0 && {extra: Object.fromEntries(extra)})}
}
