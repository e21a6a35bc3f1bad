import {stringifyJson} from '../../api/json/index.ts'
import type {JsonObject, KubeObject} from '../../api/object.ts'
import {isConflict, isNotFound} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import {lastAppliedAnnotation, lastAppliedOf} from '../apply/last-applied.ts'
import {threeWayPatch} from '../apply/three-way.ts'
import {addSource} from '../errors/with-message.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {createTarget, patchTarget} from '../targets/write-target.ts'
import type {DiffInvocation} from './diff.ts'

const maximumTries = 4

/** An object as it is, and as the server says it would be after an apply. */
export async function mergedObject(
  invocation: DiffInvocation,
  target: Target,
): Promise<{live: KubeObject | undefined; merged: KubeObject}> {
  const client = await invocation.client()
  for (let attempt = 1; ; attempt++) {
    const live = await liveObject(client, target)
    const locked = attempt < maximumTries
    if (!locked) await warnOfChanges(invocation, target)
    try {
      return {live, merged: await merge(invocation, client, {target, live, locked})}
    } catch (error) {
      if (!isConflict(error) || attempt === maximumTries) throw error
    }
  }
}

/** kubectl takes every conflict for a change, those of managers, too. */
async function warnOfChanges(invocation: DiffInvocation, {resource, name}: Target): Promise<void> {
  const {logLine} = await import('../klog.ts')
  const kind = `${resource.group}/${resource.version}, Kind=${resource.kind}`
  const text = `Object (${kind}: ${name}) keeps changing, diffing without lock`
  logLine(invocation, {severity: 'W', source: 'diff.go:723', text})
}

async function liveObject(client: Client, target: Target): Promise<KubeObject | undefined> {
  if (target.name === '') throw new Error('resource name may not be empty')
  try {
    return await client.get(pathOfTarget(target))
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

async function merge(
  invocation: DiffInvocation,
  client: Client,
  {target, live, locked}: {target: Target; live: KubeObject | undefined; locked: boolean},
): Promise<KubeObject> {
  const {flags} = invocation
  const serverSide = flags['server-side']
  const fieldManager = serverSide && !invocation.changed('field-manager') ? 'kubectl' : flags['field-manager']
  const options = {dryRun: 'All' as const, fieldManager}
  const local = target.object!
  if (serverSide) {
    const patch = stringifyJson(local)
    return patchTarget(client, target, {type: 'apply', patch, force: flags['force-conflicts'], ...options})
  }
  if (!live) return createTarget(client, target, local, options)
  const states = {original: lastAppliedOf(live), modified: withoutAnnotation(local), current: live}
  const {type, patch} = threeWayPatch(target.resource, states, true)
  if (Object.keys(patch).length === 0) return live
  try {
    return await patchTarget(client, target, {type, patch: locked ? pinned(patch, live) : patch, ...options})
  } catch (error) {
    throw isConflict(error) ? error : addSource('patching', target.source, error)
  }
}

function withoutAnnotation(object: KubeObject): KubeObject {
  const annotations = {...object.metadata.annotations}
  delete annotations[lastAppliedAnnotation]
  return {...object, metadata: {...object.metadata, annotations}}
}

/** Fails the patch if somebody changes the object meanwhile. */
const pinned = (patch: JsonObject, {metadata}: KubeObject): JsonObject => ({
  ...patch,
  metadata: {...(patch['metadata'] as JsonObject), resourceVersion: metadata.resourceVersion},
})
