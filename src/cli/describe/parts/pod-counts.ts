import type {Pod} from '../../../api/kinds.ts'
import {controllerOf, type KubeObject} from '../../../api/object.ts'
import type {DescribeContext} from '../describer.ts'
import {listAll} from './lists.ts'

/** `2 Running / 0 Waiting / 0 Succeeded / 0 Failed`: the pods that the object controls. */
export async function podCounts(
  {client, chunkSize}: DescribeContext,
  {metadata}: Pick<KubeObject, 'metadata'>,
  labelSelector: string,
): Promise<string> {
  const {namespace = '', uid} = metadata
  const path = {group: '', version: 'v1', resource: 'pods', namespace}
  const pods = await listAll<Pod>(client, path, {labelSelector, chunkSize})
  const owned = pods.filter(pod => controllerOf(pod)?.uid === uid)
  const count = (phase: string): number => owned.filter(({status}) => status?.phase === phase).length
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`
}
