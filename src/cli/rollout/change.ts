import type {Deployment} from '../../api/kinds.ts'
import {groupResourceName, type KubeObject} from '../../api/object.ts'
import {asOneError, ErrorList, oneByOne, throwCollected} from '../errors/command-error.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import {collectTargets} from '../targets/targets.ts'
import {patchTarget} from '../targets/write-target.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {type rolloutChangeFlags, rolloutQuery} from './rollout-flags.ts'

export type RolloutChangeInvocation = Invocation<typeof rolloutChangeFlags>

/** Something that a rollout command does to a workload. */
export interface RolloutChange {
  /** What the line behind the object's name says. */
  done: string
  /** The patch for it; throws why it cannot be done. */
  patch(object: KubeObject): unknown
}

/** Changes every workload; goes on after errors. */
export async function changeRollouts(invocation: RolloutChangeInvocation, change: RolloutChange): Promise<void> {
  const found = await collectTargets(invocation, rolloutQuery(invocation))
  const {targets} = found
  const missed = oneByOne(found.visitErrors)
  const errors = found.byName || missed.length === 0 ? asOneError(missed) : [ofVisit(missed)]
  if (targets.length === 0 && errors.length === 0) {
    const {namespace} = await invocation.connect()
    return invocation.err(`No resources found in ${namespace} namespace.\n`)
  }
  for (const target of targets)
    try {
      await changeOne(invocation, target, change)
    } catch (error) {
      errors.push(error)
    }
  throwCollected(errors)
}

async function changeOne(
  invocation: RolloutChangeInvocation,
  target: Target,
  {done, patch}: RolloutChange,
): Promise<void> {
  const object = target.object!
  const wanted = patchFor(target, () => patch(object))
  const after = await patchTarget(await invocation.client(), target, {
    type: 'strategic',
    patch: wanted,
    fieldManager: invocation.flags['field-manager'],
  }).catch((error: Error) => {
    throw new Error(`failed to patch: ${error.message}`)
  })
  const printer = await printerFor(invocation, {operation: done, keepOrder: true})
  invocation.out(printer.print(asGoStruct(after)))
}

/** What went wrong with files or lists counts as one of several errors, even alone. */
const ofVisit = (errors: readonly unknown[]): ErrorList => new ErrorList([new ErrorList(errors)])

function patchFor({resource, name}: Target, patch: () => unknown): unknown {
  try {
    return patch()
  } catch (error) {
    if (error instanceof NothingToPatch) throw error
    throw new Error(`error: ${groupResourceName(resource)} ${JSON.stringify(name)} ${(error as Error).message}`)
  }
}

/** Stands without the name of the object's kind. */
class NothingToPatch extends Error {}

const isDeployment = ({apiVersion, kind}: KubeObject): boolean =>
  kind === 'Deployment' && apiVersion.startsWith('apps/')
const isPaused = (object: KubeObject): boolean => (object as Deployment).spec?.paused ?? false

/** `rollout pause`. */
export const pausing: RolloutChange = {
  done: 'paused',
  patch(object) {
    if (!isDeployment(object)) throw new Error('pausing is not supported')
    if (isPaused(object)) throw new Error('is already paused')
    return {spec: {paused: true}}
  },
}

/** `rollout resume`. */
export const resuming: RolloutChange = {
  done: 'resumed',
  patch(object) {
    if (!isDeployment(object)) throw new Error('resuming is not supported')
    if (!isPaused(object)) throw new Error('is not paused')
    return {spec: {paused: null}}
  },
}

const restartedAt = 'kubectl.kubernetes.io/restartedAt'

/** `rollout restart`: a new template, different from the present one by the time. */
export const restarting = (now: number): RolloutChange => ({
  done: 'restarted',
  patch(object) {
    const {apiVersion, kind, metadata} = object
    if (!apiVersion.startsWith('apps/') || !['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind))
      throw new Error('restarting is not supported')
    if (kind === 'Deployment' && isPaused(object))
      throw new Error("can't restart paused deployment (run rollout resume first)")
    const value = localTime(now)
    if ((object as Deployment).spec?.template.metadata?.annotations?.[restartedAt] === value)
      throw new NothingToPatch(
        `failed to create patch for ${metadata.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
      )
    return {spec: {template: {metadata: {annotations: {[restartedAt]: value}}}}}
  },
})

/** RFC 3339 in the local zone, to the second. */
function localTime(now: number): string {
  const offset = -new Date(now).getTimezoneOffset()
  const text = new Date(now + offset * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(offset)
  const two = (value: number): string => String(value).padStart(2, '0')
  return offset === 0 ? `${text}Z` : `${text}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
