import {builtin} from '../../../api/builtin-resources.ts'
import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import {type GroupVersionResource, type KubeObject, parseApiVersion} from '../../../api/object.ts'
import type {Client, ResourcePath} from '../../../client/client.ts'
import {discover} from '../discovery.ts'

export type Scale = KubeObject & {spec: {replicas?: number}; status: {replicas?: number; selector?: string}}

/** The kinds that nearly all autoscalers point at. */
const usual: Record<string, GroupVersionResource> = {
  'apps/Deployment': builtin.deployments,
  'apps/StatefulSet': builtin.statefulSets,
  'apps/ReplicaSet': builtin.replicaSets,
  '/ReplicationController': builtin.replicationControllers,
}

/** Where the target's size is read and written; the version that the reference names does not matter. Throws if there is no such kind. */
export async function scalePath(client: Client, {metadata, spec}: HorizontalPodAutoscaler): Promise<ResourcePath> {
  const {apiVersion = '', kind, name} = spec!.scaleTargetRef
  const {group} = parseApiVersion(apiVersion || 'v1')
  const found =
    usual[`${group}/${kind}`] ?? (await discover(client)).find(each => each.group === group && each.kind === kind)
  if (!found) throw new Error(`no matches for kind ${JSON.stringify(kind)} in group ${JSON.stringify(group)}`)
  const {version, resource} = found
  return {group, version, resource, namespace: metadata.namespace, name, subresource: 'scale'}
}
