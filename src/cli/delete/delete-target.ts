import {groupResourceName, type JsonObject, type KubeObject} from '../../api/object.ts'
import type {Client, DeleteOptions} from '../../client/client.ts'
import {addSource} from '../errors/with-message.ts'
import {type DryRun, dryRunSuffix} from '../flags/dry-run.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'

export interface Deletion {
  dryRun: DryRun
  propagationPolicy: NonNullable<DeleteOptions['propagationPolicy']>
  gracePeriodSeconds?: number
  /** `name`, or '' for a sentence. */
  output: string
}

/** Deletes one object, says so, and answers the UID of what was deleted. */
export async function deleteTarget(
  invocation: Invocation<FlagSet>,
  client: Client,
  target: Target,
  deletion: Deletion,
): Promise<string | undefined> {
  const {dryRun, propagationPolicy, gracePeriodSeconds} = deletion
  try {
    // Without a name the request would be for all objects of the kind.
    if (target.name === '') throw new Error('resource name may not be empty')
    const answer = await client.delete(pathOfTarget(target), {
      propagationPolicy,
      ...(gracePeriodSeconds !== undefined && {gracePeriodSeconds}),
      ...(dryRun === 'server' && {dryRun: 'All' as const}),
    })
    printDeleted(invocation, target, deletion)
    return uidOf(answer)
  } catch (error) {
    throw addSource('deleting', target.source, error)
  }
}

/** `pod "web" deleted from default namespace`. */
export function printDeleted(
  invocation: Invocation<FlagSet>,
  {resource, namespace, name}: Target,
  {dryRun, gracePeriodSeconds, output}: Deletion,
): void {
  const kind = groupResourceName({group: resource.group, resource: resource.kind.toLowerCase()})
  if (output === 'name') return invocation.out(`${kind}/${name}\n`)
  const operation = gracePeriodSeconds === 0 ? 'force deleted' : 'deleted'
  const where = resource.namespaced ? ` from ${namespace} namespace` : ''
  invocation.out(`${kind} "${name}" ${operation}${where}${dryRunSuffix(dryRun)}\n`)
}

function uidOf(answer: KubeObject): string | undefined {
  if (answer.kind !== 'Status') return answer.metadata?.uid
  return (answer['details'] as JsonObject | undefined)?.['uid'] as string | undefined
}
