import {builtin} from '../../../api/builtin-resources.ts'
import type {KubeObject} from '../../../api/object.ts'
import {isAlreadyExists} from '../../../api/status-error.ts'
import type {Client} from '../../../client/client.ts'

/** `group/version` of what kube-apiserver serves itself: the group's priority and the version's within it. */
const priorities: Record<string, [group: number, version: number]> = {
  '/v1': [18_000, 1],
  'apps/v1': [17_800, 15],
  'events.k8s.io/v1': [17_750, 15],
  'authentication.k8s.io/v1': [17_700, 15],
  'authorization.k8s.io/v1': [17_600, 15],
  'autoscaling/v1': [17_500, 15],
  'autoscaling/v2': [17_500, 30],
  'batch/v1': [17_400, 15],
  'certificates.k8s.io/v1': [17_300, 15],
  'networking.k8s.io/v1': [17_200, 15],
  'policy/v1': [17_100, 15],
  'rbac.authorization.k8s.io/v1': [17_000, 15],
  'storage.k8s.io/v1': [16_800, 15],
  'apiextensions.k8s.io/v1': [16_700, 15],
  'admissionregistration.k8s.io/v1': [16_700, 15],
  'scheduling.k8s.io/v1': [16_600, 15],
  'coordination.k8s.io/v1': [16_500, 15],
  'node.k8s.io/v1': [16_300, 15],
  'discovery.k8s.io/v1': [16_200, 15],
  'resource.k8s.io/v1': [16_200, 20],
  'flowcontrol.apiserver.k8s.io/v1': [16_100, 21],
}

/** The APIServices of what this server serves itself. */
export const localApiNames = Object.keys(priorities).map(groupVersion => {
  const [group = '', version = ''] = groupVersion.split('/')
  return `${version}.${group}`
})

/** Registers the groups that this server serves itself, so that clients find an APIService for each. */
export async function registerLocalApis(client: Client): Promise<void> {
  const {items} = await client.list(builtin.apiServices)
  const known = new Set(items.map(({metadata}) => metadata.name))
  const missing = Object.entries(priorities)
    .map(([groupVersion, [groupPriorityMinimum, versionPriority]]) => {
      const [group = '', version = ''] = groupVersion.split('/')
      return localApiService({group, version, groupPriorityMinimum, versionPriority, managed: 'onstart'})
    })
    .filter(({metadata}) => !known.has(metadata.name))
  await Promise.all(
    missing.map(async object => {
      try {
        await client.create(builtin.apiServices, object, {fieldManager: 'kube-apiserver'})
      } catch (error) {
        if (!isAlreadyExists(error)) throw error
      }
    }),
  )
}

/** The APIService of a group and version that is served here; `managed` says who looks after it. */
export function localApiService({
  group,
  version,
  groupPriorityMinimum,
  versionPriority,
  managed,
}: {
  group: string
  version: string
  groupPriorityMinimum: number
  versionPriority: number
  managed: 'onstart' | 'true'
}): KubeObject {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: {name: `${version}.${group}`, labels: {'kube-aggregator.kubernetes.io/automanaged': managed}},
    spec: {...(group && {group}), version, groupPriorityMinimum, versionPriority},
  }
}
