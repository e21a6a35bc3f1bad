import {stringifyJson} from '../../api/json/index.ts'
import type {JsonObject, KubeObject} from '../../api/object.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {isConflict, isInvalid} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import {sleep} from '../../client/machine/timers.ts'
import {addSource} from '../errors/with-message.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {patchTarget} from '../targets/write-target.ts'
import type {ApplySession} from './apply.ts'
import {describeTarget} from './describe-target.ts'
import {lastAppliedOf, lastAppliedText} from './last-applied.ts'
import {threeWayPatch} from './three-way.ts'

const maximumRetries = 5
const retriesWithoutPause = 1

export interface Patched {
  object: KubeObject
  /** {} if nothing had to change. */
  patch: JsonObject
}

/** Patches a live object towards a file; tries again from the newest version when somebody was faster. */
export async function patchLive(
  session: ApplySession,
  {target, live, modified}: {target: Target; live: KubeObject; modified: KubeObject},
): Promise<Patched> {
  const client = await session.invocation.client()
  let current = live
  let patch: JsonObject | undefined
  for (let attempt = 0; ; attempt++)
    try {
      patch = undefined
      const computed = computePatch(session, target, {live: current, modified})
      patch = computed.patch
      if (Object.keys(patch).length === 0) return {object: current, patch}
      const object = await patchTarget(client, target, {...computed, ...writeOptions(session)})
      return {object, patch}
    } catch (error) {
      if (isConflict(error) && attempt < maximumRetries) {
        if (attempt + 1 > retriesWithoutPause) await sleep(1000)
        current = await client.get(pathOfTarget(target))
        continue
      }
      if ((isConflict(error) || isInvalid(error)) && session.invocation.flags.force)
        return {object: await replaceByForce(session, client, {target, live: current, modified}), patch: patch ?? {}}
      throw explained(error, target, patch)
    }
}

const writeOptions = ({dryRun, fieldManager, fieldValidation}: ApplySession) => ({
  fieldManager,
  fieldValidation,
  ...(dryRun === 'server' && {dryRun: 'All' as const}),
})

function computePatch(
  {invocation}: ApplySession,
  {resource}: Target,
  {live, modified}: {live: KubeObject; modified: KubeObject},
) {
  try {
    const states = {original: lastAppliedOf(live), modified, current: live}
    return threeWayPatch(resource, states, invocation.flags.overwrite)
  } catch (error) {
    const {message} = error as Error
    if (schemaOfKind(resource) && invocation.flags['openapi-patch']) warnOfSchemas(invocation, message)
    const [modifiedText, liveText] = [stringifyJson(modified), stringifyJson(live)]
    throw new Error(
      `creating patch with:\noriginal:\n${lastAppliedText(live) ?? ''}\nmodified:\n${modifiedText}\n\ncurrent:\n${liveText}\n\nfor: ${message}`,
    )
  }
}

/** kubectl tries the server's schemas, one kind after the other, before its own. */
function warnOfSchemas(invocation: ApplySession['invocation'], message: string): void {
  for (const kind of ['openapi v3', 'openapi'])
    invocation.err(`warning: error calculating patch from ${kind} spec: ${message}\n`)
}

/** Without a patch where it could not even be made. */
const explained = (error: unknown, target: Target, patch: JsonObject | undefined): unknown =>
  addSource(
    `applying patch:\n${patch ? stringifyJson(patch) : ''}\nto:\n${describeTarget(target)}\nfor:`,
    target.source,
    addSource('patching', target.source, error),
  )

/** `--force`: deletes the object and creates it anew; puts the old one back if that fails. */
async function replaceByForce(
  session: ApplySession,
  client: Client,
  {target, live, modified}: {target: Target; live: KubeObject; modified: KubeObject},
): Promise<KubeObject> {
  const {waitUntilGone} = await import('../delete/wait-until-gone.ts')
  const {propagationOf} = await import('../flags/cascade.ts')
  const {createTarget} = await import('../targets/write-target.ts')
  const {invocation} = session
  const grace = invocation.flags['grace-period']
  await client.delete(pathOfTarget(target), {
    propagationPolicy: propagationOf(invocation),
    ...(grace >= 0 && {gracePeriodSeconds: grace}),
  })
  await waitUntilGone(invocation, [{target, uid: live.metadata.uid}], invocation.flags.timeout || undefined)
  try {
    return await createTarget(client, target, modified, writeOptions(session))
  } catch (error) {
    await createTarget(client, target, live, writeOptions(session))
    throw error
  }
}
