import type {Overload} from './function-set.ts'

/** What a value of an authorizer's types can do; the API server brings those that can. */
interface Asks {
  path(path: string): unknown
  group(group: string): unknown
  serviceAccount(namespace: string, name: string): unknown
  resource(resource: string): unknown
  with(more: Record<string, string>): unknown
  check(verb: string): unknown
}

interface Decided {
  allowed: boolean
  reason: string
  error: string
}

const narrowing = (name: string) => (check: Asks, value: string) => check.with({[name]: value})

/** Kubernetes' questions about access. */
export const authorizers: Record<string, Overload['run']> = {
  'Authorizer.path(string) PathCheck authorizer_path': (owner: Asks, path: string) => owner.path(path),
  'Authorizer.group(string) GroupCheck authorizer_group': (owner: Asks, group: string) => owner.group(group),
  'Authorizer.serviceAccount(string, string) Authorizer authorizer_serviceaccount': (
    owner: Asks,
    namespace: string,
    name: string,
  ) => owner.serviceAccount(namespace, name),
  'GroupCheck.resource(string) ResourceCheck groupcheck_resource': (group: Asks, resource: string) =>
    group.resource(resource),
  'ResourceCheck.subresource(string) ResourceCheck resourcecheck_subresource': narrowing('subresource'),
  'ResourceCheck.namespace(string) ResourceCheck resourcecheck_namespace': narrowing('namespace'),
  'ResourceCheck.name(string) ResourceCheck resourcecheck_name': narrowing('name'),
  'ResourceCheck.fieldSelector(string) ResourceCheck authorizer_fieldselector': narrowing('fieldSelector'),
  'ResourceCheck.labelSelector(string) ResourceCheck authorizer_labelselector': narrowing('labelSelector'),
  'PathCheck.check(string) Decision pathcheck_check': (path: Asks, verb: string) => path.check(verb),
  'ResourceCheck.check(string) Decision resourcecheck_check': (resource: Asks, verb: string) => resource.check(verb),
  'Decision.errored() bool decision_errored': ({error}: Decided) => error !== '',
  'Decision.error() string decision_error': ({error}: Decided) => error,
  'Decision.allowed() bool decision_allowed': ({allowed}: Decided) => allowed,
  'Decision.reason() string decision_reason': ({reason}: Decided) => reason,
}
