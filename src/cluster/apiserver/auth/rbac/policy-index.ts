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

/** Everything that the four kinds say at one time. */
interface Policy {
  roles: Map<string, Role>
  clusterRoles: Map<string, ClusterRole>
  roleBindings: Map<string, AppliedBinding[]>
  clusterRoleBindings: Map<string, AppliedBinding[]>
}

const plurals = ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'] as const

/** Roles by name and bindings by subject, read again only after they have changed. Nothing is read before the first question. */
export class PolicyIndex {
  /** Changes whenever the policy does. */
  generation = 0
  private readonly source: ObjectSource
  private readonly unwatch: (() => void)[] = []
  private policy?: Policy
  private loading?: Promise<void>
  /** What has not changed is arranged once. */
  private readonly arranged = new Map<string, unknown>()

  constructor(source: ObjectSource) {
    this.source = source
  }

  /** Whether questions can be asked now; otherwise `load` comes first. */
  get ready(): boolean {
    return this.policy !== undefined
  }

  /** Reads what has changed. */
  async load(): Promise<void> {
    if (this.unwatch.length === 0) this.watch()
    while (!this.policy) {
      this.loading ??= this.read()
      await this.loading
    }
  }

  role(namespace: string, name: string): Role | undefined {
    return this.policy!.roles.get(`${namespace}/${name}`)
  }

  clusterRole(name: string): ClusterRole | undefined {
    return this.policy!.clusterRoles.get(name)
  }

  /** Those that hold for a user everywhere. */
  clusterBindings(user: UserInfo): AppliedBinding[] {
    return applied(this.policy!.clusterRoleBindings, '', user)
  }

  /** Those that hold for a user in one namespace. */
  namespaceBindings(user: UserInfo, namespace: string): AppliedBinding[] {
    return applied(this.policy!.roleBindings, namespace, user)
  }

  stop(): void {
    for (const end of this.unwatch.splice(0)) end()
    this.arranged.clear()
    this.policy = undefined
  }

  private watch(): void {
    for (const plural of plurals)
      this.unwatch.push(
        this.source.onChange(rbac(plural), () => {
          this.arranged.delete(plural)
          this.policy = undefined
          this.loading = undefined
          this.generation += 1
        }),
      )
  }

  private async read(): Promise<void> {
    const {generation} = this
    const [roles, clusterRoles, roleBindings, clusterRoleBindings] = await Promise.all([
      this.collection('roles', objects => byName(objects as readonly Role[])),
      this.collection('clusterroles', objects => byName(objects as readonly ClusterRole[])),
      this.collection('rolebindings', bySubject),
      this.collection('clusterrolebindings', bySubject),
    ])
    if (generation === this.generation) this.policy = {roles, clusterRoles, roleBindings, clusterRoleBindings}
  }

  private async collection<T>(plural: string, arrange: (objects: readonly KubeObject[]) => T): Promise<T> {
    const known = this.arranged.get(plural) as T | undefined
    if (known) return known
    const {generation} = this
    const fresh = arrange(await this.source.list(rbac(plural)))
    if (generation === this.generation) this.arranged.set(plural, fresh)
    return fresh
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
