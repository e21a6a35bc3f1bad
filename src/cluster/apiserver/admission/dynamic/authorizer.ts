import type {CelEnvironment} from '../../../../api/cel/index.ts'
import type {Authorizer} from '../../auth/interfaces.ts'
import type {UserInfo} from '../../server-request.ts'

/** Asks on an expression's behalf what a user may do: `authorizer.group('').resource('pods').check('create').allowed()`. */
export class CelAuthorizer {
  readonly authorizer: Authorizer
  readonly user: UserInfo

  constructor(authorizer: Authorizer, user: UserInfo) {
    this.authorizer = authorizer
    this.user = user
  }
}

class PathCheck {
  readonly owner: CelAuthorizer
  readonly path: string

  constructor(owner: CelAuthorizer, path: string) {
    this.owner = owner
    this.path = path
  }
}

class ResourceCheck {
  readonly owner: CelAuthorizer
  readonly what: {group: string; resource: string; subresource: string; namespace: string; name: string}

  constructor(owner: CelAuthorizer, what: Partial<ResourceCheck['what']>) {
    this.owner = owner
    this.what = {group: '', resource: '', subresource: '', namespace: '', name: '', ...what}
  }

  with(more: Partial<ResourceCheck['what']>): ResourceCheck {
    return new ResourceCheck(this.owner, {...this.what, ...more})
  }
}

class GroupCheck extends ResourceCheck {}

class Decision {
  readonly allowed: boolean
  readonly reason: string

  constructor(allowed: boolean, reason: string) {
    this.allowed = allowed
    this.reason = reason
  }
}

/** Declares the authorizer's types and functions. */
export function authorizerTypes(environment: CelEnvironment): void {
  const types = {Authorizer: CelAuthorizer, PathCheck, GroupCheck, ResourceCheck, Decision}
  for (const [name, ctor] of Object.entries(types)) environment.registerType(name, ctor as never)
  const functions: Record<string, (...args: never[]) => unknown> = {
    'Authorizer.path(string): PathCheck': (owner: CelAuthorizer, path: string) => new PathCheck(owner, path),
    'Authorizer.group(string): GroupCheck': (owner: CelAuthorizer, group: string) => new GroupCheck(owner, {group}),
    'Authorizer.serviceAccount(string, string): Authorizer': (
      {authorizer}: CelAuthorizer,
      namespace: string,
      name: string,
    ) => new CelAuthorizer(authorizer, serviceAccount(namespace, name)),
    'GroupCheck.resource(string): ResourceCheck': (check: GroupCheck, resource: string) =>
      new ResourceCheck(check.owner, {...check.what, resource}),
    'ResourceCheck.subresource(string): ResourceCheck': (check: ResourceCheck, subresource: string) =>
      check.with({subresource}),
    'ResourceCheck.namespace(string): ResourceCheck': (check: ResourceCheck, namespace: string) =>
      check.with({namespace}),
    'ResourceCheck.name(string): ResourceCheck': (check: ResourceCheck, name: string) => check.with({name}),
    'ResourceCheck.check(string): Decision': checkResource,
    'PathCheck.check(string): Decision': checkPath,
    'Decision.allowed(): bool': ({allowed}: Decision) => allowed,
    'Decision.reason(): string': ({reason}: Decision) => reason,
    'Decision.errored(): bool': () => false,
    'Decision.error(): string': () => '',
  }
  for (const [signature, handler] of Object.entries(functions))
    environment.registerFunction(signature, handler as never, {async: signature.includes('.check(')} as never)
}

const serviceAccount = (namespace: string, name: string): UserInfo => ({
  name: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
})

async function checkResource({owner, what}: ResourceCheck, verb: string): Promise<Decision> {
  const {allowed, reason = ''} = await owner.authorizer.authorize({
    user: owner.user,
    verb,
    ...what,
    version: '*',
    resourceRequest: true,
    path: '',
  })
  return new Decision(allowed, reason)
}

async function checkPath({owner, path}: PathCheck, verb: string): Promise<Decision> {
  const {allowed, reason = ''} = await owner.authorizer.authorize({
    user: owner.user,
    verb,
    path,
    resourceRequest: false,
    group: '',
    version: '',
    resource: '',
    subresource: '',
    namespace: '',
    name: '',
  })
  return new Decision(allowed, reason)
}
