import {builtin} from '../../../api/builtin-resources.ts'
import {intValue, scaledValue} from '../../../api/int-or-string.ts'
import type {Deployment, Pod, PodDisruptionBudget, ReplicaSet, StatefulSet} from '../../../api/kinds.ts'
import {controllerOf, type KubeObject, parseApiVersion} from '../../../api/object.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {ComponentContext} from '../../runtime/component.ts'

export interface Expectation {
  expected: number
  desiredHealthy: number
}

/** How many pods there should be and how many of them must stay healthy. Throws an Error that says what a budget cannot mean. */
export async function expectation(
  context: ComponentContext,
  {spec}: PodDisruptionBudget,
  pods: readonly Pod[],
): Promise<Expectation> {
  const {minAvailable, maxUnavailable} = spec ?? {}
  if (maxUnavailable !== undefined) {
    const expected = await scaleOf(context, pods)
    const spare = scaledValue(maxUnavailable, expected, {roundUp: true})
    return {expected, desiredHealthy: Math.max(0, expected - spare)}
  }
  if (minAvailable === undefined) return {expected: pods.length, desiredHealthy: 0}
  if (typeof minAvailable === 'number') return {expected: pods.length, desiredHealthy: intValue(minAvailable)}
  const expected = await scaleOf(context, pods)
  return {expected, desiredHealthy: scaledValue(minAvailable, expected, {roundUp: true})}
}

/** The sizes that the pods' controllers want, each counted once. */
async function scaleOf(context: ComponentContext, pods: readonly Pod[]): Promise<number> {
  const sizes = new Map<string, number>()
  for (const pod of pods) {
    const owner = controllerOf(pod)
    if (!owner || sizes.has(owner.uid)) continue
    const {uid, replicas} = await controllerScale(context, pod)
    sizes.set(uid, replicas)
    sizes.set(owner.uid, sizes.get(owner.uid) ?? 0)
  }
  return [...sizes.values()].reduce((total, size) => total + size, 0)
}

async function controllerScale(
  {informers, client}: ComponentContext,
  pod: Pod,
): Promise<{uid: string; replicas: number}> {
  const owner = controllerOf(pod)!
  const key = `${pod.metadata.namespace}/${owner.name}`
  if (owner.kind === 'ReplicaSet') {
    const set = informers.informer<ReplicaSet>(builtin.replicaSets).get(key)
    const above = set && controllerOf(set)
    if (above?.kind === 'Deployment') {
      const name = `${pod.metadata.namespace}/${above.name}`
      const deployment = informers.informer<Deployment>(builtin.deployments).get(name)
      if (deployment) return {uid: above.uid, replicas: deployment.spec?.replicas ?? 1}
    }
    if (set) return {uid: owner.uid, replicas: set.spec?.replicas ?? 1}
  }
  if (owner.kind === 'StatefulSet') {
    const set = informers.informer<StatefulSet>(builtin.statefulSets).get(key)
    if (set) return {uid: owner.uid, replicas: set.spec?.replicas ?? 1}
  }
  const {group, version} = parseApiVersion(owner.apiVersion)
  const resource = `${owner.kind.toLowerCase()}s`
  const path = {group, version, resource, namespace: pod.metadata.namespace, name: owner.name, subresource: 'scale'}
  try {
    const scale = await client.get<KubeObject & {spec?: {replicas?: number}}>(path)
    return {uid: owner.uid, replicas: scale.spec?.replicas ?? 0}
  } catch (error) {
    if (isNotFound(error))
      throw new Error(`${resource}${group ? `.${group}` : ''} does not implement the scale subresource`, {cause: error})
    throw error
  }
}
