import type {KubeObject} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {untilChanged} from '../wait/until-changed.ts'

const aWeek = 168 * 60 * 60 * 1000

/** Waits until none of the objects is there any more; one of the same name under another UID counts as gone. */
export async function waitUntilGone(
  invocation: Invocation<FlagSet>,
  deleted: readonly {target: Target; uid: string | undefined}[],
  timeout: number = aWeek,
): Promise<void> {
  const client = await invocation.client()
  const deadline = invocation.context.now() + timeout
  for (const {target, uid} of deleted) await untilGone(client, target, {uid, deadline, invocation})
}

async function untilGone(
  client: Client,
  target: Target,
  {uid, deadline, invocation}: {uid: string | undefined; deadline: number; invocation: Invocation<FlagSet>},
): Promise<void> {
  if (!(await isThere(client, target, uid))) return
  const gone = (object: KubeObject | undefined) =>
    object === undefined || (uid !== undefined && object.metadata.uid !== uid)
  const remaining = deadline - invocation.context.now()
  const done = remaining > 0 && (await untilChanged(client, target, {test: gone, timeout: remaining}))
  if (!done) throw new Error(`timed out waiting for the condition on ${target.resource.resource}/${target.name}`)
}

async function isThere(client: Client, target: Target, uid: string | undefined): Promise<boolean> {
  try {
    const live = await client.get(pathOfTarget(target))
    return uid === undefined || live.metadata.uid === uid
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}
