import type {ClusterRole, ClusterRoleBinding, Role, RoleBinding} from '../../../../api/kinds.ts'
import type {GroupVersionResource, KubeObject} from '../../../../api/object.ts'
import type {UserInfo} from '../../server-request.ts'
import type {ObjectSource} from '../object-source.ts'

export type Binding = ClusterRoleBinding | RoleBinding
type Subject = NonNullable<Binding['subjects']>[number]

/** A binding that applies to a user, and the first of its subjects that does. */
export interface AppliedBinding {
  binding: Binding
  subject: Subject
}

const rbac = (resource: string): GroupVersionResource => ({group: 'rbac.authorization.k8s.io', version: 'v1', resource})

/** One kind's objects, read again only after they have changed. */
class Collection<T> {
  private readonly source: ObjectSource
  private readonly resource: GroupVersionResource
  private readonly arrange: (objects: readonly KubeObject[]) => T
  private arranged?: Promise<T>
  private unwatch?: () => void

  constructor(source: ObjectSource, resource: string, arrange: (objects: readonly KubeObject[]) => T) {
    this.source = source
    this.resource = rbac(resource)
    this.arrange = arrange
  }

  current(): Promise<T> {
    this.unwatch ??= this.source.onChange(this.resource, () => {
      this.arranged = undefined
    })
    this.arranged ??= this.read()
    return this.arranged
  }

  stop(): void {
    this.unwatch?.()
    this.unwatch = undefined
    this.arranged = undefined
  }

  private async read(): Promise<T> {
    return this.arrange(await this.source.list(this.resource))
  }
}

/** Roles by name and bindings by subject. Nothing is read before the first question. */
export class PolicyIndex {
  private readonly roles: Collection<Map<string, Role>>
  private readonly clusterRoles: Collection<Map<string, ClusterRole>>
  private readonly roleBindings: Collection<Map<string, AppliedBinding[]>>
  private readonly clusterRoleBindings: Collection<Map<string, AppliedBinding[]>>

  constructor(source: ObjectSource) {
    this.roles = new Collection(source, 'roles', objects => byName(objects as readonly Role[]))
    this.clusterRoles = new Collection(source, 'clusterroles', objects => byName(objects as readonly ClusterRole[]))
    this.roleBindings = new Collection(source, 'rolebindings', bySubject)
    this.clusterRoleBindings = new Collection(source, 'clusterrolebindings', bySubject)
  }

  async role(namespace: string, name: string): Promise<Role | undefined> {
    return (await this.roles.current()).get(`${namespace}/${name}`)
  }

  async clusterRole(name: string): Promise<ClusterRole | undefined> {
    return (await this.clusterRoles.current()).get(name)
  }

  /** Those that hold for a user everywhere. */
  async clusterBindings(user: UserInfo): Promise<AppliedBinding[]> {
    return applied(await this.clusterRoleBindings.current(), '', user)
  }

  /** Those that hold for a user in one namespace. */
  async namespaceBindings(user: UserInfo, namespace: string): Promise<AppliedBinding[]> {
    return applied(await this.roleBindings.current(), namespace, user)
  }

  stop(): void {
    for (const part of [this.roles, this.clusterRoles, this.roleBindings, this.clusterRoleBindings]) part.stop()
  }
}

const byName = <T extends KubeObject>(objects: readonly T[]): Map<string, T> =>
  new Map(objects.map(object => [nameIn(object.metadata.namespace ?? '', object.metadata.name ?? ''), object]))

const nameIn = (namespace: string, name: string): string => (namespace ? `${namespace}/${name}` : name)

function bySubject(objects: readonly KubeObject[]): Map<string, AppliedBinding[]> {
  const index = new Map<string, AppliedBinding[]>()
  for (const binding of objects as readonly Binding[]) {
    const namespace = binding.metadata.namespace ?? ''
    for (const subject of binding.subjects ?? []) {
      const who = principal(subject, namespace)
      if (!who) continue
      const key = `${namespace}|${who}`
      const others = index.get(key)
      if (others) others.push({binding, subject})
      else index.set(key, [{binding, subject}])
    }
  }
  return index
}

/** The user or group that a subject means, the way users are looked up. */
function principal({kind, name, namespace}: Subject, bindingNamespace: string): string | undefined {
  if (kind === 'User') return `user:${name}`
  if (kind === 'Group') return `group:${name}`
  const home = namespace || bindingNamespace
  return kind === 'ServiceAccount' && home ? `user:system:serviceaccount:${home}:${name}` : undefined
}

/** Each binding once, in the order of their names. */
function applied(index: Map<string, AppliedBinding[]>, namespace: string, user: UserInfo): AppliedBinding[] {
  const found = new Map<Binding, AppliedBinding>()
  const principals = [`user:${user.name}`, ...user.groups.map(group => `group:${group}`)]
  for (const who of principals)
    for (const entry of index.get(`${namespace}|${who}`) ?? [])
      if (!found.has(entry.binding)) found.set(entry.binding, entry)
  return [...found.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

const nameOf = ({binding}: AppliedBinding): string => binding.metadata.name ?? ''
