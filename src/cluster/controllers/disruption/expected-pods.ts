import {builtin} from '../../../api/builtin-resources.ts'
import {intValue, scaledValue} from '../../../api/int-or-string.ts'
import type {Deployment, Pod, PodDisruptionBudget, ReplicaSet, StatefulSet} from '../../../api/kinds.ts'
import {controllerOf, type KubeObject, type OwnerReference, parseApiVersion} from '../../../api/object.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {ComponentContext} from '../../runtime/component.ts'

export interface Expectation {
  expected: number
  desiredHealthy: number
  /** Whether pods were not counted since nothing controls them. */
  unmanaged: boolean
}

/** How many pods there should be and how many of them must stay healthy. Throws an Error that says what a budget cannot mean. */
export async function expectation(
  context: ComponentContext,
  {spec}: PodDisruptionBudget,
  pods: readonly Pod[],
): Promise<Expectation> {
  const {minAvailable, maxUnavailable} = spec ?? {}
  const unmanaged = pods.some(pod => !controllerOf(pod))
  if (maxUnavailable !== undefined) {
    const expected = await scaleOf(context, pods)
    const spare = scaledValue(maxUnavailable, expected, {roundUp: true})
    return {expected, desiredHealthy: Math.max(0, expected - spare), unmanaged}
  }
  if (minAvailable === undefined) return {expected: pods.length, desiredHealthy: 0, unmanaged: false}
  if (typeof minAvailable === 'number')
    return {expected: pods.length, desiredHealthy: intValue(minAvailable), unmanaged: false}
  const expected = await scaleOf(context, pods)
  return {expected, desiredHealthy: scaledValue(minAvailable, expected, {roundUp: true}), unmanaged}
}

/** The sizes that the pods' controllers want, each counted once. */
async function scaleOf(context: ComponentContext, pods: readonly Pod[]): Promise<number> {
  const sizes = new Map<string, number>()
  for (const pod of pods) {
    const owner = controllerOf(pod)
    if (!owner || sizes.has(owner.uid)) continue
    const scale = await controllerScale(context, pod)
    if (!scale) throw new Error(`found no controllers for pod "${pod.metadata.name}"`)
    sizes.set(scale.uid, scale.replicas)
    sizes.set(owner.uid, sizes.get(owner.uid) ?? 0)
  }
  return [...sizes.values()].reduce((total, size) => total + size, 0)
}

interface ControllerScale {
  uid: string
  replicas: number
}

/** Undefined when the controller is gone, or another one has its name. */
async function controllerScale(context: ComponentContext, pod: Pod): Promise<ControllerScale | undefined> {
  const owner = controllerOf(pod)!
  const named = (name: string): string => `${pod.metadata.namespace}/${name}`
  const {group} = parseApiVersion(owner.apiVersion)
  const known = group === 'apps' ? scaleOfWorkload(context, owner, named) : undefined
  return known ?? scaleSubresource(context, owner, pod.metadata.namespace)
}

function scaleOfWorkload(
  {informers}: ComponentContext,
  {kind, name, uid}: OwnerReference,
  named: (name: string) => string,
): ControllerScale | undefined {
  if (kind === 'StatefulSet') {
    const set = informers.informer<StatefulSet>(builtin.statefulSets).get(named(name))
    return set?.metadata.uid === uid ? {uid, replicas: set.spec?.replicas ?? 1} : undefined
  }
  if (kind !== 'ReplicaSet') return undefined
  const set = informers.informer<ReplicaSet>(builtin.replicaSets).get(named(name))
  if (set?.metadata.uid !== uid) return undefined
  const above = controllerOf(set)
  if (above?.kind !== 'Deployment') return {uid, replicas: set.spec?.replicas ?? 1}
  const deployment = informers.informer<Deployment>(builtin.deployments).get(named(above.name))
  return deployment?.metadata.uid === above.uid ? {uid: above.uid, replicas: deployment.spec?.replicas ?? 1} : undefined
}

async function scaleSubresource(
  {client}: ComponentContext,
  {apiVersion, kind, name, uid}: OwnerReference,
  namespace: string | undefined,
): Promise<ControllerScale | undefined> {
  const {group, version} = parseApiVersion(apiVersion)
  const all = await client.send({method: 'GET', url: group ? `/apis/${apiVersion}` : `/api/${version}`})
  const {resources} = (all.body.type === 'object' ? all.body.object : {}) as unknown as ResourceList
  const resource = resources?.find(found => found.kind === kind && !found.name.includes('/'))?.name
  if (!resource) throw new Error(`no matches for kind "${kind}" in version "${apiVersion}"`)
  try {
    const path = {group, version, resource, namespace, name, subresource: 'scale'}
    const scale = await client.get<KubeObject & {spec?: {replicas?: number}}>(path)
    return scale.metadata.uid === uid ? {uid, replicas: scale.spec?.replicas ?? 0} : undefined
  } catch (error) {
    if (!isNotFound(error)) throw error
    if (resources.some(found => found.name === `${resource}/scale` && found.kind === 'Scale')) return undefined
    throw new Error(`${resource}${group ? `.${group}` : ''} does not implement the scale subresource`, {cause: error})
  }
}

interface ResourceList {
  resources: {name: string; kind: string}[]
}
