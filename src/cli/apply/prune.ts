import type {GroupVersionKind} from '../../api/object.ts'
import type {ServedResource} from '../../client/discovery.ts'
import {cascadeOf} from '../flags/cascade.ts'
import {dryRunSuffix} from '../flags/dry-run.ts'
import {logLine} from '../klog.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import type {ApplySession} from './apply.ts'
import {lastAppliedText} from './last-applied.ts'

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

/** Deletes objects that an earlier apply made and this one did not see, in the namespaces that it touched. */
export async function prune(session: ApplySession, targets: readonly Target[]): Promise<void> {
  const {invocation, applied} = session
  const connection = await invocation.connect()
  const visited = new Set(applied.map(({metadata}) => metadata.uid))
  const namespaces = new Set(targets.map(({namespace}) => namespace).filter(namespace => namespace !== ''))
  if (invocation.flags.namespace) namespaces.add(connection.namespace)
  const resources = await prunedResources(session)
  for (const namespace of namespaces)
    for (const resource of resources)
      if (resource.namespaced) await pruneResource(session, {resource, namespace, visited})
  for (const resource of resources)
    if (!resource.namespaced) await pruneResource(session, {resource, namespace: '', visited})
}

async function prunedResources({invocation}: ApplySession): Promise<ServedResource[]> {
  const {discovery} = await invocation.connect()
  const named = invocation.flags['prune-allowlist'].map(parseKind)
  if (named.length === 0)
    logLine(invocation, {
      severity: 'W',
      source: 'prune.go:71',
      text: 'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.',
    })
  const resources: ServedResource[] = []
  for (const gvk of named.length > 0 ? named : defaultKinds) resources.push(await discovery.kind(gvk))
  return resources
}

function parseKind(text: string): GroupVersionKind {
  const [group = '', version = '', kindName = '', ...rest] = text.split('/')
  if (!kindName || rest.length > 0)
    throw new Error(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`)
  return {group: group === 'core' ? '' : group, version, kind: kindName}
}

async function pruneResource(
  session: ApplySession,
  {
    resource,
    namespace,
    visited,
  }: {resource: ServedResource; namespace: string; visited: ReadonlySet<string | undefined>},
): Promise<void> {
  const {invocation, dryRun} = session
  const client = await invocation.client()
  const path = {...resource, ...(namespace && {namespace})}
  const list = await client.list(path, {labelSelector: invocation.flags.selector})
  const grace = invocation.flags['grace-period']
  for (const item of list.items) {
    if (lastAppliedText(item) === undefined || visited.has(item.metadata.uid)) continue
    if (dryRun !== 'client')
      await client.delete(
        {...path, name: item.metadata.name!},
        {
          propagationPolicy: cascadeOf(invocation),
          ...(grace >= 0 && {gracePeriodSeconds: grace}),
          ...(dryRun === 'server' && {dryRun: 'All' as const}),
        },
      )
    const printer = await printerFor(invocation, {operation: `pruned${dryRunSuffix(dryRun)}`})
    const object = item.kind ? item : {...item, apiVersion: list.apiVersion, kind: resource.kind}
    invocation.out(printer.print(object))
  }
}
