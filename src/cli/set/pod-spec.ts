import type {V1Container, V1PodSpec} from '@kubernetes/client-node'
import type {JsonObject, KubeObject, Wire} from '../../api/object.ts'
import {goType} from '../generators/job.ts'

export type PodSpec = Wire<V1PodSpec>
export type Container = Wire<V1Container>

const templated = ['ReplicationController', 'Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet', 'Job']

/** The pod spec within an object, to be changed in place; throws for an object that has none. */
export function podSpecOf(object: KubeObject): PodSpec {
  object['spec'] ??= {}
  const spec = object['spec'] as JsonObject
  if (object.kind === 'Pod') return spec as PodSpec
  if (object.kind === 'CronJob') return within(spec, 'jobTemplate', 'spec', 'template', 'spec')
  if (templated.includes(object.kind)) return within(spec, 'template', 'spec')
  throw new Error(`the object is not a pod or does not have a pod template: ${goType(object)}`)
}

function within(start: JsonObject, ...path: string[]): PodSpec {
  let at = start
  for (const key of path) {
    at[key] ??= {}
    at = at[key] as JsonObject
  }
  at['containers'] ??= []
  return at as PodSpec
}

/** The containers, then the init containers, whose names match; `*` stands for any text. */
export const selectContainers = ({containers = [], initContainers = []}: PodSpec, pattern: string): Container[] =>
  [...containers, ...initContainers].filter(({name}) => matches(name, pattern))

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`).test(name)
}
