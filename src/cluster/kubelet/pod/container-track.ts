import type {Container} from '../../../api/kinds.ts'
import type {ContainerStatus as RuntimeStatus} from '../../containers/container.ts'

export type Role = 'init' | 'sidecar' | 'main' | 'ephemeral'

/** What the kubelet knows of one container of a pod. */
export interface ContainerTrack {
  spec: Container
  role: Role
  /** The resources that it has been given; those of its spec, but for as long as the node does not have them. */
  allocated: NonNullable<Container['resources']>
  /** What the running instance has, for as long as it is being stopped for the sake of others. */
  replaced?: NonNullable<Container['resources']> | undefined
  /** Why it cannot be held to what it has been given. */
  resizeError?: string | undefined
  /** The newest instance, and the one before it. */
  current?: RuntimeStatus
  previous?: RuntimeStatus
  restarts: number
  /** Why there is no running instance, where that is more than `ContainerCreating`. */
  waiting?: {reason: string; message?: string}
  /** What its current or last exit wrote, by container id. */
  messages: Map<string, string>
  /** Until when what its configuration names may still be in the making. */
  configGrace?: number
  /** Startup probe passed, or none; false until then. */
  started: boolean
  /** Readiness probe passed, or none. */
  ready: boolean
  /** Its post-start hook is running. */
  starting: boolean
  pulling: boolean
  /** Told to stop by the kubelet; it is not to be started again before it has. */
  stopping: boolean
  restartBackOff: BackOff
  pullBackOff: BackOff
}

export interface BackOff {
  /** Milliseconds; 0 before the first failure. */
  delay: number
  /** When it was last made longer. */
  updated: number
}

/** Nothing has failed yet. */
export const noBackOff: BackOff = {delay: 0, updated: 0}

const initial = 10_000
const longest = 300_000

const isExpired = (backOff: BackOff, event: number): boolean =>
  backOff.delay === 0 || event - backOff.updated > 2 * longest

/** Doubles the delay from 10 s to 5 min; long after the last time it begins anew. */
export const nextBackOff = (backOff: BackOff, event: number, now: number): BackOff => ({
  delay: isExpired(backOff, event) ? initial : Math.min(backOff.delay * 2, longest),
  updated: now,
})

/** The delay after so many restarts in a row. */
export const restartDelay = (restarts: number): number => Math.min(initial * 2 ** (restarts - 1), longest)

/** Until when what failed at `event` has to wait; undefined if it need not. */
export function backOffEnd(backOff: BackOff, event: number, now: number): number | undefined {
  if (isExpired(backOff, event)) return undefined
  return now - event < backOff.delay ? event + backOff.delay : undefined
}

/** `10s`, `1m20s`, `5m0s`: as Go prints durations. */
export function goDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}

export const isRunning = (track: ContainerTrack): boolean => track.current?.state === 'Running'
export const hasExited = (track: ContainerTrack): boolean => track.current?.state === 'Exited'

/** How far a back-off has come by now that a first failure began, if each further one came as soon as it could. */
export function backOffSince(first: number, now: number): BackOff {
  let backOff = nextBackOff(noBackOff, first, first)
  for (let next = first + backOff.delay; next <= now; next += backOff.delay) backOff = nextBackOff(backOff, next, next)
  return backOff
}
