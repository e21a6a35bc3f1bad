import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'

interface Reference {
  name: string
  uid: string
}

/** What a bound service account token says (KEP-1205). Times are seconds since the epoch. */
export interface ServiceAccountClaims {
  iss: string
  sub: string
  aud: string[]
  iat: number
  nbf: number
  exp: number
  jti: string
  'kubernetes.io': {
    namespace: string
    serviceaccount: Reference
    pod?: Reference
    node?: Reference
    secret?: Reference
    /** After that the token still works, but its use is worth a warning. */
    warnafter?: number
  }
}

/** The user name of a service account. */
export const serviceAccountUser = (namespace: string, name: string): string =>
  `system:serviceaccount:${namespace}:${name}`

/** The groups that every service account of a namespace is in. */
export const serviceAccountGroups = (namespace: string): string[] => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
]

/** The account whose user name it is, if it is one. */
export function splitUserName(user: string): {namespace: string; name: string} | undefined {
  const [, namespace = '', name = ''] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? []
  if (!name || isDns1123Label(namespace).length > 0 || isDns1123Subdomain(name).length > 0) return undefined
  return {namespace, name}
}
