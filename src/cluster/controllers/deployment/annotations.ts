import type {Deployment, ReplicaSet} from '../../../api/kinds.ts'
import {maxSurge, wantedReplicas} from './replica-math.ts'

export const revisionAnnotation = 'deployment.kubernetes.io/revision'
const historyAnnotation = 'deployment.kubernetes.io/revision-history'
const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas'
const maximumAnnotation = 'deployment.kubernetes.io/max-replicas'
const historyLimit = 2000

/** Those of a deployment's annotations that its sets do not inherit. */
const notInherited = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maximumAnnotation,
  'deprecated.deployment.rollback.to',
])

type Annotations = Record<string, string>

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined

/** As big as an int64, which whoever made an adopted set may have chosen. */
export function revisionOf(object: Deployment | ReplicaSet): bigint {
  const text = object.metadata.annotations?.[revisionAnnotation]
  return numberOf(text) === undefined ? 0n : BigInt(text!)
}
export const desiredReplicas = (set: ReplicaSet): number | undefined =>
  numberOf(set.metadata.annotations?.[desiredAnnotation])
export const maximumReplicas = (set: ReplicaSet): number | undefined =>
  numberOf(set.metadata.annotations?.[maximumAnnotation])
export function maxRevision(sets: readonly ReplicaSet[]): bigint {
  let most = 0n
  for (const set of sets) if (revisionOf(set) > most) most = revisionOf(set)
  return most
}

/** What a set must say of the deployment's size, by which a later change of size is noticed. */
export const replicaAnnotations = (deployment: Deployment): Annotations => ({
  [desiredAnnotation]: String(wantedReplicas(deployment)),
  [maximumAnnotation]: String(wantedReplicas(deployment) + maxSurge(deployment)),
})

/** The annotations of the deployment's newest set: inherited ones, its revision, and which revisions it was before. */
export function newSetAnnotations(deployment: Deployment, old: Annotations | undefined, revision: bigint): Annotations {
  const annotations: Annotations = {...old}
  for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!notInherited.has(name)) annotations[name] = value
  const before = old?.[revisionAnnotation]
  if ((numberOf(before) === undefined ? 0n : BigInt(before!)) >= revision) return annotations
  annotations[revisionAnnotation] = String(revision)
  if (before) annotations[historyAnnotation] = history(old[historyAnnotation], before)
  return annotations
}

/** The history with one more revision, shortened from the front when it grows too long. */
function history(text: string | undefined, revision: string): string {
  const revisions = text ? text.split(',') : []
  revisions.push(revision)
  while (revisions.length > 1 && revisions.join(',').length > historyLimit) revisions.shift()
  return revisions.join(',')
}
