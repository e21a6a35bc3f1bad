/** Who a binding is for. */
export interface Subject {
  kind: string
  apiGroup?: string
  name: string
  namespace?: string
}

const apiGroup = 'rbac.authorization.k8s.io'

export const userSubject = (name: string): Subject => ({kind: 'User', apiGroup, name})
export const groupSubject = (name: string): Subject => ({kind: 'Group', apiGroup, name})

/** Users, groups and service accounts, in that order; throws for an account without a namespace. */
export const bindingSubjects = (flags: {user: string[]; group: string[]; serviceaccount: string[]}): Subject[] => [
  ...flags.user.map(userSubject),
  ...flags.group.map(groupSubject),
  ...flags.serviceaccount.map(text => {
    const [namespace, name, more] = text.split(':')
    if (!namespace || !name || more !== undefined) throw new Error('serviceaccount must be <namespace>:<name>')
    return {kind: 'ServiceAccount', name, namespace}
  }),
]
