import type {KubeObject} from '../../api/object.ts'
import type {Invocation} from '../invocation.ts'
import {bool, type FlagSet} from './flag.ts'

/** Deprecated, but in many a tutorial: writes the command line into the object. */
export const recordFlag = {
  record: bool({
    hidden: true,
    deprecated: '--record will be removed in the future',
    usage: "Write the command into the object's annotation kubernetes.io/change-cause.",
  }),
}

const changeCause = 'kubernetes.io/change-cause'

/** The merge patch that --record asks for; undefined without it. */
export function recordPatch(invocation: Invocation<FlagSet>): {metadata: KubeObject['metadata']} | undefined {
  const {record} = invocation.flags as {record?: boolean}
  return record ? {metadata: {annotations: {[changeCause]: invocation.commandLine()}}} : undefined
}

/** The object with what --record asks for. */
export function recorded<T extends KubeObject>(invocation: Invocation<FlagSet>, object: T): T {
  const patch = recordPatch(invocation)
  if (!patch) return object
  const annotations = {...object.metadata?.annotations, ...patch.metadata.annotations}
  return {...object, metadata: {...object.metadata, annotations}}
}
