import {CelError, CelOpaque} from '../../../../api/cel/index.ts'
import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import type {JsonObject} from '../../../../api/object.ts'
import type {Authorizer} from '../../auth/interfaces.ts'
import type {UserInfo} from '../../server-request.ts'

/** Thrown where an expression needs an answer that has yet to come: it is run again once the answer is there. */
export class Pending {
  readonly answer: Promise<unknown>

  constructor(answer: Promise<unknown>) {
    this.answer = answer
  }
}

/** Asks on an expression's behalf what a user may do: `authorizer.group('').resource('pods').check('create').allowed()`. */
export class CelAuthorizer extends CelOpaque {
  readonly typeName = 'kubernetes.authorization.Authorizer'
  readonly authorizer: Authorizer
  readonly user: UserInfo
  /** Answers that are there, or on their way; those about service accounts are among them. */
  private readonly decisions: Map<string, Decision | Pending>

  constructor(authorizer: Authorizer, user: UserInfo, decisions = new Map<string, Decision | Pending>()) {
    super()
    this.authorizer = authorizer
    this.user = user
    this.decisions = decisions
  }

  equals(other: unknown): boolean {
    return other === this
  }

  path(path: string): PathCheck {
    return new PathCheck(this, filled(path, 'path'))
  }

  group(group: string): GroupCheck {
    return new GroupCheck(this, group)
  }

  serviceAccount(namespace: string, name: string): CelAuthorizer {
    if (isDns1123Subdomain(name).length > 0) throw new CelError('Invalid service account name')
    if (isDns1123Label(namespace).length > 0) throw new CelError('Invalid service account namespace')
    const account = {
      name: `system:serviceaccount:${namespace}:${name}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    }
    return new CelAuthorizer(this.authorizer, account, this.decisions)
  }

  decide(what: object, verb: string): Decision {
    const key = JSON.stringify([this.user.name, what, verb])
    const known = this.decisions.get(key)
    if (known instanceof Decision) return known
    const pending = known ?? new Pending(this.ask(what, verb).then(decision => this.decisions.set(key, decision)))
    this.decisions.set(key, pending)
    throw pending
  }

  /** The check of what the request itself is about. */
  requestResource(request: JsonObject): ResourceCheck {
    const {group = '', resource = ''} = (request['resource'] ?? {}) as Record<string, string>
    return new ResourceCheck(this, {
      group,
      resource,
      subresource: String(request['subResource'] ?? ''),
      namespace: String(request['namespace'] ?? ''),
      name: String(request['name'] ?? ''),
    })
  }

  private async ask(what: object, verb: string): Promise<Decision> {
    const {allowed, reason = ''} = await this.authorizer.authorize({...nothing, user: this.user, verb, ...what})
    return new Decision(allowed, reason)
  }
}

const nothing = {
  path: '',
  resourceRequest: false,
  group: '',
  version: '',
  resource: '',
  subresource: '',
  namespace: '',
  name: '',
}

class PathCheck extends CelOpaque {
  readonly typeName = 'kubernetes.authorization.PathCheck'
  readonly owner: CelAuthorizer
  readonly path: string

  constructor(owner: CelAuthorizer, path: string) {
    super()
    this.owner = owner
    this.path = path
  }

  check(verb: string): Decision {
    return this.owner.decide({path: this.path}, verb)
  }

  equals(other: unknown): boolean {
    return other === this
  }
}

class GroupCheck extends CelOpaque {
  readonly typeName = 'kubernetes.authorization.GroupCheck'
  readonly owner: CelAuthorizer
  readonly group: string

  constructor(owner: CelAuthorizer, group: string) {
    super()
    this.owner = owner
    this.group = group
  }

  resource(resource: string): ResourceCheck {
    return new ResourceCheck(this.owner, {group: this.group, resource: filled(resource, 'resource')})
  }

  equals(other: unknown): boolean {
    return other === this
  }
}

interface Resource {
  group: string
  resource: string
  subresource?: string
  namespace?: string
  name?: string
}

class ResourceCheck extends CelOpaque {
  readonly typeName = 'kubernetes.authorization.ResourceCheck'
  readonly owner: CelAuthorizer
  readonly what: Resource

  constructor(owner: CelAuthorizer, what: Resource) {
    super()
    this.owner = owner
    this.what = what
  }

  with(more: Partial<Resource>): ResourceCheck {
    return new ResourceCheck(this.owner, {...this.what, ...more})
  }

  check(verb: string): Decision {
    return this.owner.decide({...this.what, version: '*', resourceRequest: true}, verb)
  }

  equals(other: unknown): boolean {
    return other === this
  }
}

class Decision extends CelOpaque {
  readonly typeName = 'kubernetes.authorization.Decision'
  readonly allowed: boolean
  readonly reason: string
  readonly error = ''

  constructor(allowed: boolean, reason: string) {
    super()
    this.allowed = allowed
    this.reason = reason
  }

  equals(other: unknown): boolean {
    return other === this
  }
}

const filled = (text: string, what: string): string => {
  if (text === '') throw new CelError(`${what} must not be empty`)
  return text
}
