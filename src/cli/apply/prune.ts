import type {ServedResource} from '../../client/discovery.ts'
import {propagationOf} from '../flags/cascade.ts'
import {dryRunSuffix} from '../flags/dry-run.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import type {ApplySession} from './apply.ts'
import {lastAppliedText} from './last-applied.ts'
import {prunedResources} from './prune-kinds.ts'

/** Deletes objects that an earlier apply made and this one did not see, in the namespaces that it touched. */
export async function prune(session: ApplySession, targets: readonly Target[]): Promise<void> {
  const {invocation, applied} = session
  const connection = await invocation.connect()
  const visited = new Set(applied.map(({metadata}) => metadata.uid))
  const namespaces = new Set(targets.map(({namespace}) => namespace).filter(namespace => namespace !== ''))
  if (invocation.flags.namespace) namespaces.add(connection.namespace)
  const resources = await prunedResources(invocation, invocation.flags['prune-allowlist'])
  for (const namespace of namespaces)
    for (const resource of resources)
      if (resource.namespaced) await pruneResource(session, {resource, namespace, visited})
  for (const resource of resources)
    if (!resource.namespaced) await pruneResource(session, {resource, namespace: '', visited})
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
          propagationPolicy: propagationOf(invocation),
          ...(grace >= 0 && {gracePeriodSeconds: grace}),
          ...(dryRun === 'server' && {dryRun: 'All' as const}),
        },
      )
    const printer = await printerFor(invocation, {operation: `pruned${dryRunSuffix(dryRun)}`})
    const object = item.kind ? item : {...item, apiVersion: list.apiVersion, kind: resource.kind}
    invocation.out(printer.print(object))
  }
}
