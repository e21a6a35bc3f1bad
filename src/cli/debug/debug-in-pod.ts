import type {Pod} from '../../api/kinds.ts'
import {createStrategicPatch} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {StatusError} from '../../api/status-error.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {customized} from './custom-profile.ts'
import type {Debugged, DebugRequest} from './debug.ts'
import {debugContainer, debugContainerName} from './debug-container.ts'
import {warnOfLostPrivileges} from './warn-of-lost-privileges.ts'

/** Adds an ephemeral container to a pod that runs. */
export async function debugInPod(request: DebugRequest, pod: Pod): Promise<Debugged> {
  const {invocation, profile, custom} = request
  const {target} = invocation.flags
  const name = debugContainerName(request, pod)
  const container = {...debugContainer(request, name), ...(target && {targetContainerName: target})}
  const before = asGoStruct(pod) as Pod
  const after = structuredClone(before)
  after.spec!.ephemeralContainers = [...(after.spec!.ephemeralContainers ?? []), container]
  profile({pod: after, name, style: 'ephemeral', keep: invocation.flags})
  customized(after.spec!.ephemeralContainers, name, custom)
  warnOfLostPrivileges(invocation, after.spec!.ephemeralContainers.at(-1)!, pod)
  const patch = createStrategicPatch(schemaOfKind({group: '', version: 'v1', kind: 'Pod'})!, before, asGoStruct(after))
  return {pod: await patched(request, pod, patch), container: name}
}

async function patched({invocation}: DebugRequest, {metadata}: Pod, patch: Record<string, unknown>): Promise<Pod> {
  const {namespace = '', name = ''} = metadata
  const path = {group: '', version: 'v1', resource: 'pods', namespace, name, subresource: 'ephemeralcontainers'}
  const client = await invocation.client()
  try {
    return await client.patch<Pod>(path, 'strategic', patch)
  } catch (error) {
    // A server without the feature knows no such subresource, and so no name.
    if (!(error instanceof StatusError) || error.reason !== 'NotFound' || error.status.details?.name) throw error
    throw new Error(
      `ephemeral containers are disabled for this cluster (error from server: ${JSON.stringify(error.message)})`,
    )
  }
}
