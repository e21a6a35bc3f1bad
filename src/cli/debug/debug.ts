import type {Node, Pod} from '../../api/kinds.ts'
import {parseApiVersion} from '../../api/object.ts'
import {throwCollected} from '../errors/command-error.ts'
import type {Invocation} from '../invocation.ts'
import {podQuery} from '../streams/find-pod.ts'
import type {Target} from '../targets/target.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {collectTargets} from '../targets/targets.ts'
import {attachToDebugger} from './attach-to-debugger.ts'
import {checkDebug} from './check-debug.ts'
import {readCustomProfile} from './custom-profile.ts'
import {debugByCopy} from './debug-by-copy.ts'
import type {debugFlags} from './debug-flags.ts'
import {debugInPod} from './debug-in-pod.ts'
import {debugNode} from './debug-node.ts'
import {type DebugProfile, profileNamed} from './profiles/index.ts'

export type DebugInvocation = Invocation<typeof debugFlags>

/** What was asked for, read and checked. */
export interface DebugRequest {
  invocation: DebugInvocation
  /** The words behind `--`. */
  command: readonly string[]
  profile: DebugProfile
  /** A part of a container that is merged into the debugging one. */
  custom: Record<string, unknown> | undefined
}

/** What came of it; without a container, there is nothing to attach to. */
export interface Debugged {
  pod: Pod
  container: string
}

/** Puts a container beside what is to be looked into: in the pod, in a copy of it, or on the node. */
export async function debug(invocation: DebugInvocation): Promise<void> {
  const {flags, args, argsBeforeDash} = invocation
  const cut = argsBeforeDash >= 0 ? argsBeforeDash : args.length
  const names = args.slice(0, cut)
  const command = args.slice(cut)
  const request: DebugRequest = {
    invocation,
    command,
    profile: profileNamed(flags.profile),
    custom: await readCustomProfile(flags.custom),
  }
  checkDebug(request, names)
  const attach = flags.attach || (flags.stdin && !invocation.changed('attach'))
  for (const query of queriesOf(flags.filename, names)) {
    const {targets, errors} = await collectTargets(invocation, {...query, failFast: true})
    throwCollected(errors)
    for (const target of targets) {
      const {pod, container} = await debugTarget(request, target)
      if (attach && container) await attachToDebugger(invocation, pod, container)
    }
  }
}

/** One after the other: what is done to a pod may be done to it again. */
const queriesOf = (filename: readonly string[], names: readonly string[]): TargetQuery[] =>
  filename.length > 0
    ? [{filename, typed: true, ...(names.length > 0 && {types: ['pods'], args: names})}]
    : names.map(name => podQuery([name]))

async function debugTarget(request: DebugRequest, {object, resource}: Target): Promise<Debugged> {
  const {group, version, kind} = object ? {...parseApiVersion(object.apiVersion), kind: object.kind} : resource
  if (group === '' && kind === 'Node') return debugNode(request, object as Node)
  if (group === '' && kind === 'Pod')
    return request.invocation.flags['copy-to']
      ? debugByCopy(request, object as Pod)
      : debugInPod(request, object as Pod)
  throw new Error(`${JSON.stringify(`${group}/${version}, Kind=${kind}`)} not supported by debug`)
}
