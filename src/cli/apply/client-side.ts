import type {KubeObject} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import {addSource} from '../errors/with-message.ts'
import {fetchTarget} from '../targets/fetch-target.ts'
import type {Target} from '../targets/target.ts'
import {createTarget} from '../targets/write-target.ts'
import type {ApplySession} from './apply.ts'
import {describeTarget} from './describe-target.ts'
import {lastAppliedAnnotation, lastAppliedText, withLastApplied} from './last-applied.ts'
import {patchLive} from './patch-live.ts'

/** Creates the object, or patches it by what the file, the last applied file and the cluster say. */
export async function applyClientSide(session: ApplySession, target: Target): Promise<void> {
  const modified = withLastApplied(target.object!)
  const live = await readLive(session, target)
  if (!live) return create(session, target, modified)
  if (session.dryRun === 'client') return session.report(live, 'configured')
  if (lastAppliedText(live) === undefined) warnOfMissingAnnotation(session, target)
  const {object, patch} = await patchLive(session, {target, live, modified})
  warnOfDeletion(session, object)
  await session.report(object, Object.keys(patch).length === 0 ? 'unchanged' : 'configured')
}

async function readLive({invocation}: ApplySession, target: Target): Promise<KubeObject | undefined> {
  const client = await invocation.client()
  try {
    return await fetchTarget(client, target)
  } catch (error) {
    if (isNotFound(error)) return undefined
    const doing = `retrieving current configuration of:\n${describeTarget(target)}\nfrom server for:`
    throw addSource(doing, target.source, error)
  }
}

async function create(session: ApplySession, target: Target, modified: KubeObject): Promise<void> {
  const {invocation, dryRun, fieldManager, fieldValidation} = session
  const object = withoutNulls(modified) as KubeObject
  if (dryRun === 'client') return session.report(object, 'created')
  const client = await invocation.client()
  try {
    const created = await createTarget(client, target, object, {
      fieldManager,
      fieldValidation,
      ...(dryRun === 'server' && {dryRun: 'All' as const}),
    })
    await session.report(created, 'created')
  } catch (error) {
    throw addSource('creating', target.source, error)
  }
}

/** Fields that are null in a file are those that an update would remove. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, child]) => child !== null)
  return Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(kept.map(([key, child]) => [key, withoutNulls(child)]))
    : value
}

function warnOfMissingAnnotation({invocation}: ApplySession, {resource, name}: Target): void {
  const base = invocation.context.program
  invocation.err(
    `Warning: resource ${resource.resource}/${name} is missing the ${lastAppliedAnnotation} annotation which is required by ${base} apply. ${base} apply should only be used on resources created declaratively by either ${base} create --save-config or ${base} apply. The missing annotation will be patched automatically.\n`,
  )
}

/** Says that changes to an object on its way out were made all the same. */
export function warnOfDeletion({invocation}: ApplySession, {metadata}: KubeObject): void {
  if (!metadata.deletionTimestamp) return
  invocation.err(`Warning: Detected changes to resource ${metadata.name} which is currently being deleted.\n`)
}
