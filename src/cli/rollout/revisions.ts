import type {ControllerRevision, DaemonSet, Deployment, PodTemplateSpec, StatefulSet} from '../../api/kinds.ts'
import {controllerOf, groupResourceName, type KubeObject} from '../../api/object.ts'
import {applyStrategicPatch} from '../../api/patch/index.ts'
import {schemaOfKind} from '../../api/schema/index.ts'
import {labelSelectorMatcher} from '../../api/selectors/index.ts'
import type {Client} from '../../client/client.ts'
import {listAll} from '../describe/parts/lists.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {splitReplicaSets} from './replica-sets.ts'

const changeCause = 'kubernetes.io/change-cause'

/** One template that a workload has had. */
export interface Revision {
  number: number
  cause: string
  template: PodTemplateSpec | undefined
  /** The ReplicaSet that keeps it, or the workload as its ControllerRevision has it. */
  shown: KubeObject
  /** The ReplicaSet or ControllerRevision that keeps it. */
  keeper: KubeObject
}

/** A workload as it is now, and all that it was; undefined for kinds without a history. */
export async function revisionsOf(
  client: Client,
  target: Target,
): Promise<{object: KubeObject; revisions: Revision[]} | undefined> {
  const {group, kind} = target.resource
  const name = groupResourceName({group, resource: kind})
  if (!['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps'].includes(name)) return undefined
  const object = await client.get<KubeObject>({...pathOfTarget(target), version: 'v1'})
  const revisions =
    kind === 'Deployment'
      ? await replicaSetRevisions(client, object as Deployment)
      : await controllerRevisions(client, object as StatefulSet | DaemonSet)
  return {object, revisions: byNumber(revisions)}
}

async function replicaSetRevisions(client: Client, deployment: Deployment): Promise<Revision[]> {
  const {old, current} = await splitReplicaSets(client, deployment)
  return (current ? [...old, current] : old).map(set => {
    const {annotations = {}} = set.metadata
    const cause = annotations[changeCause] ?? ''
    return {
      number: Number(annotations['deployment.kubernetes.io/revision'] ?? 0),
      cause,
      template: withCause(set.spec?.template, cause),
      shown: {...(set as KubeObject), apiVersion: 'apps/v1', kind: 'ReplicaSet'},
      keeper: set as KubeObject,
    }
  })
}

const withCause = (template: PodTemplateSpec | undefined, cause: string): PodTemplateSpec | undefined =>
  template && cause
    ? {
        ...template,
        metadata: {...template.metadata, annotations: {...template.metadata?.annotations, [changeCause]: cause}},
      }
    : template

async function controllerRevisions(client: Client, object: StatefulSet | DaemonSet): Promise<Revision[]> {
  const {metadata, spec, kind} = object
  const all = await listAll<ControllerRevision>(
    client,
    {group: 'apps', version: 'v1', resource: 'controllerrevisions', namespace: metadata.namespace ?? ''},
    {labelSelector: labelSelectorMatcher(spec?.selector).toString(), chunkSize: 0},
  )
  const schema = schemaOfKind({group: 'apps', version: 'v1', kind: kind ?? ''})
  return all
    .filter(revision => controllerOf(revision)?.uid === metadata.uid)
    .map(revision => {
      const data = revision.data as Record<string, unknown> | undefined
      const patched = schema && data ? applyStrategicPatch(schema, object as Record<string, unknown>, data) : object
      return {
        number: revision.revision ?? 0,
        cause: revision.metadata.annotations?.[changeCause] ?? '',
        template: (patched['spec'] as {template?: PodTemplateSpec} | undefined)?.template,
        shown: patched as KubeObject,
        keeper: revision as KubeObject,
      }
    })
}

const byNumber = (revisions: readonly Revision[]): Revision[] => revisions.toSorted((a, b) => a.number - b.number)
