import {deepEqual} from '../../api/json/index.ts'
import type {Deployment, PodTemplateSpec, ReplicaSet} from '../../api/kinds.ts'
import {controllerOf} from '../../api/object.ts'
import {labelSelectorMatcher} from '../../api/selectors/index.ts'
import {millisecondsOf} from '../../api/time.ts'
import type {Client} from '../../client/client.ts'
import {listAll} from '../describe/parts/lists.ts'

const hashLabel = 'pod-template-hash'

export interface ReplicaSets {
  /** The one that has the Deployment's present template. */
  current: ReplicaSet | undefined
  old: ReplicaSet[]
}

/** The ReplicaSets that a Deployment owns. */
export async function splitReplicaSets(client: Client, deployment: Deployment, chunkSize = 0): Promise<ReplicaSets> {
  const {metadata, spec} = deployment
  const all = await listAll<ReplicaSet>(
    client,
    {group: 'apps', version: 'v1', resource: 'replicasets', namespace: metadata.namespace ?? ''},
    {labelSelector: labelSelectorMatcher(spec?.selector).toString(), chunkSize},
  )
  const owned = all.filter(set => controllerOf(set)?.uid === metadata.uid)
  const byAge = owned.toSorted((a, b) => createdAt(a) - createdAt(b) || compare(a.metadata.name, b.metadata.name))
  const current = byAge.find(set => sameTemplate(set.spec?.template, spec?.template))
  return {current, old: owned.filter(set => set !== current)}
}

/** Whether two templates say the same, whatever their hashes. */
export const sameTemplate = (a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean =>
  deepEqual(withoutHash(a), withoutHash(b))

/** The template without the label that tells the pods of one ReplicaSet from another's. */
export function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (!template?.metadata?.labels) return template
  const {[hashLabel]: _, ...labels} = template.metadata.labels
  const {labels: __, ...metadata} = template.metadata
  return {...template, metadata: Object.keys(labels).length > 0 ? {...metadata, labels} : metadata}
}

const createdAt = ({metadata}: ReplicaSet): number => millisecondsOf(metadata.creationTimestamp)
const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0)
