import type {Deployment, Pod, ReplicaSet} from '../../../api/kinds.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'

/** One look at a deployment and at what it owns, which the steps of a reconcile work on. */
export interface Rollout {
  context: ComponentContext
  objects: ObjectClient
  /** As last written in this reconcile. */
  deployment: Deployment
  sets: readonly ReplicaSet[]
  /** The pods of each set by its uid. */
  podsOf(set: ReplicaSet): Pod[]
}

/** A deployment's sets: the one that has its template, and the others. */
export interface Sets {
  newSet?: ReplicaSet
  oldSets: ReplicaSet[]
}

export const allSets = ({newSet, oldSets}: Sets): ReplicaSet[] => (newSet ? [...oldSets, newSet] : oldSets)

/** Says what happened to the deployment. */
export function say({context, deployment}: Rollout, type: 'Normal' | 'Warning', reason: string, message: string): void {
  context.events.record(deployment, {type, reason, message, source: 'deployment-controller'})
}

/** Oldest first; names decide between sets of one second. */
export const byCreation = (a: ReplicaSet, b: ReplicaSet): number =>
  compareText(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
  compareText(a.metadata.name!, b.metadata.name!)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
