import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import {podTemplateHash} from '../../../api/hash.ts'
import type {PodTemplateSpec, ReplicaSet} from '../../../api/kinds.ts'
import {controllerOf} from '../../../api/object.ts'
import {isAlreadyExists} from '../../../api/status-error.ts'
import {controllerRef} from '../../runtime/controller-ref.ts'
import {findCondition} from '../condition.ts'
import {errorText, isNamespaceTerminating} from '../error-text.ts'
import {maxRevision, newSetAnnotations, replicaAnnotations, revisionAnnotation} from './annotations.ts'
import {deploymentCondition, hasProgressDeadline, withDeploymentCondition} from './conditions.ts'
import {newSetReplicas} from './replica-math.ts'
import {byCreation, type Rollout, type Sets, say} from './rollout.ts'

const hashLabel = 'pod-template-hash'

/** Finds the deployment's sets, numbers the newest, and makes it if it is missing and `create` says so. */
export async function resolveSets(rollout: Rollout, {create}: {create: boolean}): Promise<Sets> {
  const template = rollout.deployment.spec!.template
  const found = [...rollout.sets].sort(byCreation).find(set => sameTemplate(set.spec!.template!, template))
  const oldSets = rollout.sets.filter(set => set !== found)
  const revision = maxRevision(oldSets) + 1n
  if (found) return {newSet: await refresh(rollout, found, revision), oldSets}
  if (!create) return {oldSets}
  return {newSet: await make(rollout, oldSets, revision), oldSets}
}

/** Whether two templates describe the same pods, whatever their hash labels. */
const sameTemplate = (a: PodTemplateSpec, b: PodTemplateSpec): boolean =>
  isDeepStrictEqual(withoutHash(a), withoutHash(b))

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const {[hashLabel]: _, ...labels} = template.metadata?.labels ?? {}
  return {...template, metadata: {...template.metadata, labels}} as PodTemplateSpec
}

/** Brings an existing set's annotations up to date and notes its revision on the deployment. */
async function refresh(rollout: Rollout, set: ReplicaSet, revision: bigint): Promise<ReplicaSet> {
  const {deployment, objects, context} = rollout
  const annotations = newSetAnnotations(deployment, set.metadata.annotations, revision)
  const minReadySeconds = deployment.spec?.minReadySeconds
  if (
    !isDeepStrictEqual(annotations, {...set.metadata.annotations}) ||
    (minReadySeconds ?? 0) !== (set.spec?.minReadySeconds ?? 0)
  )
    return objects.update<ReplicaSet>(builtin.replicaSets, {
      ...set,
      metadata: {...set.metadata, annotations},
      spec: {...set.spec!, minReadySeconds},
    })
  const known = findCondition(deployment.status?.conditions, 'Progressing')
  const message = `Found new replica set ${JSON.stringify(set.metadata.name)}`
  const condition =
    hasProgressDeadline(deployment) && !known
      ? deploymentCondition('Progressing', 'True', 'FoundNewReplicaSet', message, context.clock.now())
      : undefined
  await noteRevision(rollout, set.metadata.annotations?.[revisionAnnotation], condition)
  return set
}

async function make(rollout: Rollout, oldSets: ReplicaSet[], revision: bigint): Promise<ReplicaSet> {
  const {deployment, objects, context} = rollout
  const draft = draftSet(rollout, oldSets, revision)
  const replicas = draft.spec!.replicas!
  const named = JSON.stringify(draft.metadata.name)
  const deadline = hasProgressDeadline(deployment)
  try {
    const created = await objects.create<ReplicaSet>(builtin.replicaSets, draft)
    if (replicas > 0)
      say(
        rollout,
        'Normal',
        'ScalingReplicaSet',
        `Scaled up replica set ${created.metadata.name} from 0 to ${replicas}`,
      )
    const message = `Created new replica set ${named}`
    const now = context.clock.now()
    const condition = deadline
      ? deploymentCondition('Progressing', 'True', 'NewReplicaSetCreated', message, now)
      : undefined
    await noteRevision(rollout, String(revision), condition)
    return created
  } catch (error) {
    if (isAlreadyExists(error)) return resolveCollision(rollout, draft, error)
    if (isNamespaceTerminating(error)) throw error
    const message = `Failed to create new replica set ${named}: ${errorText(error)}`
    if (deadline) {
      const now = context.clock.now()
      const condition = deploymentCondition('Progressing', 'False', 'ReplicaSetCreateError', message, now)
      await noteRevision(rollout, undefined, condition)
    }
    say(rollout, 'Warning', 'ReplicaSetCreateError', message)
    throw error
  }
}

function draftSet({deployment}: Rollout, oldSets: ReplicaSet[], revision: bigint): ReplicaSet {
  const {template, selector, minReadySeconds} = deployment.spec!
  const hash = podTemplateHash(template, deployment.status?.collisionCount)
  const labels = {...template.metadata?.labels, [hashLabel]: hash}
  const set = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: {...newSetAnnotations(deployment, undefined, revision), ...replicaAnnotations(deployment)},
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds && {minReadySeconds}),
      selector: {...selector, matchLabels: {...selector.matchLabels, [hashLabel]: hash}},
      template: {...template, metadata: {...template.metadata, labels}},
    },
  } as ReplicaSet
  return {...set, spec: {...set.spec!, replicas: newSetReplicas(deployment, [...oldSets, set], set)}}
}

/** A set of that name exists: ours from a write whose answer was lost, or another template's with the same hash. */
async function resolveCollision(rollout: Rollout, draft: ReplicaSet, error: unknown): Promise<ReplicaSet> {
  const {deployment, objects, context} = rollout
  const {namespace, name} = draft.metadata
  const existing = await context.client.get<ReplicaSet>({...builtin.replicaSets, namespace, name})
  const ours = controllerOf(existing)?.uid === deployment.metadata.uid
  if (ours && sameTemplate(existing.spec!.template!, deployment.spec!.template)) return existing
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1
  rollout.deployment = await objects.updateStatus(builtin.deployments, {
    ...deployment,
    status: {...deployment.status, collisionCount},
  })
  throw error
}

/** Writes the deployment's revision, and a condition with it, if that changes anything. */
async function noteRevision(
  rollout: Rollout,
  revision: string | undefined,
  condition: ReturnType<typeof deploymentCondition> | undefined,
): Promise<void> {
  const {deployment, objects} = rollout
  const {annotations} = deployment.metadata
  const renumbered = revision !== undefined && annotations?.[revisionAnnotation] !== revision
  if (!renumbered && !condition) return
  const conditions = withDeploymentCondition(deployment.status?.conditions, condition)
  rollout.deployment = await objects.updateStatus(builtin.deployments, {
    ...deployment,
    metadata: renumbered
      ? {...deployment.metadata, annotations: {...annotations, [revisionAnnotation]: revision}}
      : deployment.metadata,
    status: {...deployment.status, ...(conditions.length > 0 && {conditions})},
  })
}
