import {builtin} from '../../../../api/builtin-resources.ts'
import type {PolicyRule} from '../../../../api/kinds.ts'
import type {Attributes, Authorizer, Decision} from '../interfaces.ts'
import type {ObjectSource} from '../object-source.ts'
import {ruleAllows} from '../rbac/rule.ts'
import {NodePods} from './node-pods.ts'
import {type ReferencedKind, usedByPods} from './pod-references.ts'

const prefix = 'system:node:'
const allow: Decision = {allowed: true}
const noOpinion = (reason = ''): Decision => ({allowed: false, ...(reason && {reason})})

type Judge = (attributes: Attributes, nodeName: string) => Decision | Promise<Decision>

/** Lets kubelets do what they need, for their own node and for what its pods use. */
export class NodeAuthorizer implements Authorizer {
  private readonly source: ObjectSource
  private readonly pods: NodePods
  private readonly judges: Record<string, Judge>
  /** What every kubelet may do, once anybody has asked. */
  private rules?: readonly PolicyRule[]

  constructor(source: ObjectSource) {
    this.source = source
    this.pods = new NodePods(source)
    this.judges = {
      '/secrets': this.reading('secrets'),
      '/configmaps': this.reading('configmaps'),
      '/persistentvolumeclaims': (attributes, nodeName) =>
        attributes.subresource === 'status'
          ? this.updatingStatus(attributes, nodeName)
          : this.getting('persistentvolumeclaims')(attributes, nodeName),
      '/persistentvolumes': this.getting('persistentvolumes'),
      '/serviceaccounts': (attributes, nodeName) => this.serviceAccount(attributes, nodeName),
      '/nodes': node,
      '/pods': (attributes, nodeName) => this.pod(attributes, nodeName),
      'resource.k8s.io/resourceclaims': this.getting('resourceclaims'),
      'resource.k8s.io/resourceslices': (attributes, nodeName) => this.slice(attributes, nodeName),
      'storage.k8s.io/volumeattachments': (attributes, nodeName) => this.attachment(attributes, nodeName),
      'storage.k8s.io/csinodes': csiNode,
      'coordination.k8s.io/leases': lease,
    }
  }

  async authorize(attributes: Attributes): Promise<Decision> {
    const {user} = attributes
    if (!user.groups.includes('system:nodes') || !user.name.startsWith(prefix)) return noOpinion()
    const nodeName = user.name.slice(prefix.length)
    if (!nodeName) return noOpinion(`unknown node for user ${JSON.stringify(user.name)}`)
    const judge = attributes.resourceRequest ? this.judges[`${attributes.group}/${attributes.resource}`] : undefined
    if (judge) return judge(attributes, nodeName)
    this.rules ??= (await import('../bootstrap-policy/cluster-roles.ts')).clusterRoles['system:node'] ?? []
    return this.rules.some(rule => ruleAllows(rule, attributes)) ? allow : noOpinion()
  }

  stop(): void {
    this.pods.stop()
  }

  private reading(kind: ReferencedKind): Judge {
    return ({verb, subresource, namespace, name}, nodeName) => {
      if (!['get', 'list', 'watch'].includes(verb)) return noOpinion('can only read resources of this type')
      if (subresource) return noOpinion('cannot read subresource')
      if (!namespace) return noOpinion('can only read namespaced object of this type')
      return this.used(kind, namespace, name, nodeName)
    }
  }

  private getting(kind: ReferencedKind): Judge {
    return ({verb, subresource, namespace, name}, nodeName) => {
      if (verb !== 'get') return noOpinion('can only get individual resources of this type')
      if (subresource) return noOpinion('cannot get subresource')
      return this.used(kind, namespace, name, nodeName)
    }
  }

  private updatingStatus({verb, namespace, name}: Attributes, nodeName: string): Decision | Promise<Decision> {
    if (verb !== 'update' && verb !== 'patch') return noOpinion('can only get/update/patch this type')
    return this.used('persistentvolumeclaims', namespace, name, nodeName)
  }

  private serviceAccount(attributes: Attributes, nodeName: string): Decision | Promise<Decision> {
    const {verb, subresource, namespace, name} = attributes
    if (verb === 'get' && !subresource) return this.reading('serviceaccounts')(attributes, nodeName)
    if (verb !== 'create' || !name) return noOpinion('can only create tokens for individual service accounts')
    if (subresource !== 'token') return noOpinion('can only create token subresource of serviceaccount')
    return this.used('serviceaccounts', namespace, name, nodeName)
  }

  private pod(attributes: Attributes, nodeName: string): Decision | Promise<Decision> {
    const {verb, subresource, name} = attributes
    if (subresource === 'status') return verb === 'update' || verb === 'patch' ? allow : noOpinion()
    if (subresource === 'eviction') return verb === 'create' ? allow : noOpinion()
    if (subresource) return noOpinion()
    if (verb === 'create' || verb === 'delete') return allow
    if (!['get', 'list', 'watch'].includes(verb)) return noOpinion()
    if (verb !== 'get' && selects(attributes, 'spec.nodeName', nodeName)) return allow
    if (!name)
      return noOpinion(
        verb === 'get' ? 'No Object name found' : 'can only list/watch pods with spec.nodeName field selector',
      )
    return this.onNode(attributes, nodeName)
  }

  private async onNode({namespace, name}: Attributes, nodeName: string): Promise<Decision> {
    const pod = await this.source.get(builtin.pods, namespace, name)
    const spec = pod?.['spec'] as {nodeName?: string} | undefined
    return spec?.nodeName === nodeName ? allow : unrelated(nodeName)
  }

  private async slice(attributes: Attributes, nodeName: string): Promise<Decision> {
    const {verb, subresource, name} = attributes
    if (subresource) return noOpinion('cannot authorize ResourceSlice subresources')
    if (verb === 'create') return allow
    if (['watch', 'list', 'deletecollection'].includes(verb))
      return selects(attributes, 'spec.nodeName', nodeName)
        ? allow
        : noOpinion('can only list/watch/deletecollection resourceslices with nodeName field selector')
    if (!['get', 'update', 'patch', 'delete'].includes(verb))
      return noOpinion(
        'only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection',
      )
    return this.ofNode(builtin.resourceSlices, name, nodeName)
  }

  private async attachment({verb, subresource, name}: Attributes, nodeName: string): Promise<Decision> {
    if (verb !== 'get') return noOpinion('can only get individual resources of this type')
    if (subresource) return noOpinion('cannot get subresource')
    return this.ofNode(builtin.volumeAttachments, name, nodeName)
  }

  private async ofNode(
    resource: {group: string; version: string; resource: string},
    name: string,
    nodeName: string,
  ): Promise<Decision> {
    if (!name) return noOpinion('No Object name found')
    const object = await this.source.get(resource, '', name)
    const spec = object?.['spec'] as {nodeName?: string} | undefined
    return spec?.nodeName === nodeName ? allow : unrelated(nodeName)
  }

  private async used(kind: ReferencedKind, namespace: string, name: string, nodeName: string): Promise<Decision> {
    if (!name) return noOpinion('No Object name found')
    const pods = await this.pods.of(nodeName)
    return (await usedByPods(this.source, pods, kind, namespace, name)) ? allow : unrelated(nodeName)
  }
}

const unrelated = (nodeName: string): Decision =>
  noOpinion(`no relationship found between node '${nodeName}' and this object`)

const selects = ({fieldSelector = ''}: Attributes, field: string, value: string): boolean =>
  fieldSelector.split(',').some(term => term === `${field}=${value}` || term === `${field}==${value}`)

const node: Judge = ({verb, subresource, name}, nodeName) => {
  if (subresource === 'status') return verb === 'update' || verb === 'patch' ? allow : noOpinion()
  if (subresource) return noOpinion()
  if (['create', 'update', 'patch'].includes(verb)) return allow
  if (!['get', 'list', 'watch'].includes(verb)) return noOpinion()
  if (name === nodeName) return allow
  return name
    ? noOpinion(`node '${nodeName}' cannot read '${name}', only its own Node object`)
    : noOpinion(`node '${nodeName}' cannot read all nodes, only its own Node object`)
}

const csiNode: Judge = ({verb, subresource, name}, nodeName) => {
  if (!['get', 'create', 'update', 'patch', 'delete'].includes(verb))
    return noOpinion('can only get, create, update, patch, or delete a CSINode')
  if (subresource) return noOpinion('cannot authorize CSINode subresources')
  return verb === 'create' || name === nodeName
    ? allow
    : noOpinion('can only access CSINode with the same name as the requesting node')
}

const lease: Judge = ({verb, namespace, name}, nodeName) => {
  if (!['get', 'create', 'update', 'patch', 'delete'].includes(verb))
    return noOpinion('can only get, create, update, patch, or delete a node lease')
  if (namespace !== 'kube-node-lease')
    return noOpinion('can only access leases in the "kube-node-lease" system namespace')
  return verb === 'create' || name === nodeName
    ? allow
    : noOpinion('can only access node lease with the same name as the requesting node')
}
