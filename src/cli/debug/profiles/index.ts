import type {Pod} from '../../../api/kinds.ts'
import {baseline} from './baseline.ts'
import {general} from './general.ts'
import {legacy} from './legacy.ts'
import {netadmin} from './netadmin.ts'
import type {KeepFlags} from './pod-changes.ts'
import {restricted} from './restricted.ts'
import {sysadmin} from './sysadmin.ts'

export interface ProfileTarget {
  pod: Pod
  /** The debugging container's name. */
  name: string
  style: 'ephemeral' | 'copy' | 'node'
  keep: KeepFlags
}

/** Changes the pod, and in it the debugging container, to what they may do. */
export type DebugProfile = (target: ProfileTarget) => void

const profiles: Record<string, DebugProfile> = {legacy, general, baseline, restricted, netadmin, sysadmin}

export function profileNamed(name: string): DebugProfile {
  if (!Object.hasOwn(profiles, name)) throw new Error(`unknown profile: ${name}`)
  return profiles[name]!
}
