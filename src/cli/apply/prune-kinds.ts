import type {GroupVersionKind} from '../../api/object.ts'
import type {Discovery, ServedResource} from '../../client/discovery.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {logLine} from '../klog.ts'

const kind = (group: string, name: string): GroupVersionKind => ({group, version: 'v1', kind: name})

/** What is pruned unless an allowlist says otherwise; namespaced kinds first. */
const defaultKinds: readonly GroupVersionKind[] = [
  ...['ConfigMap', 'Endpoints', 'PersistentVolumeClaim', 'Pod', 'ReplicationController', 'Secret', 'Service'].map(
    name => kind('', name),
  ),
  ...['Job', 'CronJob'].map(name => kind('batch', name)),
  kind('networking.k8s.io', 'Ingress'),
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map(name => kind('apps', name)),
  ...['Namespace', 'PersistentVolume'].map(name => kind('', name)),
]

/** The resources that pruning looks through. */
export async function prunedResources(
  invocation: Invocation<FlagSet>,
  allowlist: readonly string[],
): Promise<ServedResource[]> {
  const {discovery} = await invocation.connect()
  if (allowlist.length === 0)
    logLine(invocation, {
      severity: 'W',
      source: 'prune.go:71',
      text: 'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.',
    })
  return resolve(discovery, allowlist.length > 0 ? allowlist.map(parseKind) : defaultKinds)
}

async function resolve(discovery: Discovery, kinds: readonly GroupVersionKind[]): Promise<ServedResource[]> {
  const resources: ServedResource[] = []
  for (const gvk of kinds) resources.push(await discovery.kind(gvk))
  return resources
}

function parseKind(text: string): GroupVersionKind {
  const [group = '', version = '', kindName = '', ...rest] = text.split('/')
  if (!kindName || rest.length > 0)
    throw new Error(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`)
  return {group: group === 'core' ? '' : group, version, kind: kindName}
}
