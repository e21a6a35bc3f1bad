import type {Meta} from '../etcd/index.ts'
import {longestWait} from '../runtime/cluster-clock.ts'

/**
 * What a cluster remembers while nothing runs: where its clock stood, and whether everything that was due had been done. Kept beside the objects in
 * the store's own file, so that both are there or neither.
 */
export interface Rest {
  /** Cluster time when the engine last stopped; milliseconds since the epoch. */
  time: number
  /** Cluster time minus real time; milliseconds. */
  offset: number
  /** Whether `kctl clock pause` holds the time. */
  paused: boolean
  /** The store's revision up to which every consequence has been drawn. */
  revision: number
  /** When the next thing happens that a user could wait for. */
  nextDue?: number
}

export function readRest(meta: Meta): Rest | undefined {
  const text = meta.get('rest')
  return typeof text === 'string' ? (JSON.parse(text) as Rest) : undefined
}

/** Writes nothing when nothing changed. */
export async function writeRest(meta: Meta, rest: Rest): Promise<void> {
  const text = JSON.stringify(rest)
  if (meta.get('rest') !== text) await meta.set('rest', text)
}

/** Cluster time at a given real time. */
export const timeAt = (rest: Rest, realTime: number): number =>
  rest.paused ? rest.time : Math.max(rest.time, realTime + rest.offset)

/** Whether the machine's clock has been set back since, by more than the cluster's may wait for. */
export const wasSetBack = (rest: Rest, realTime: number): boolean =>
  !rest.paused && rest.time - (realTime + rest.offset) > longestWait

/** Cluster time minus real time from a given real time on: the cluster's time goes on where it stood. */
export const offsetAt = (rest: Rest, realTime: number): number =>
  wasSetBack(rest, realTime) ? rest.time - realTime : rest.offset

/**
 * Whether somebody must run the cluster before it can be looked at: something is due, the time of a lease is over, the cluster's time goes on from elsewhere,
 * or somebody wrote and did not see to the consequences.
 */
export const isStale = (rest: Rest, store: {revision: number; leaseDue?: number}, realTime: number): boolean => {
  const isDue = (time: number | undefined) => time !== undefined && time <= timeAt(rest, realTime)
  return rest.revision < store.revision || wasSetBack(rest, realTime) || isDue(rest.nextDue) || isDue(store.leaseDue)
}
