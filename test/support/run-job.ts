import type {Job} from '../../src/api/kinds.ts'
import type {WholeCluster} from './whole-cluster.ts'

const jobs = {group: 'batch', version: 'v1', resource: 'jobs', namespace: 'default'}

/** Runs a job of one container to its end, as far as the cluster's clock must go; what became of it, undefined if it has no end. */
export async function runJob(
  {client, cluster}: WholeCluster,
  name: string,
  container: {image: string; command?: string[]; args?: string[]},
): Promise<string | undefined> {
  await client.create(jobs, {
    metadata: {name},
    spec: {
      backoffLimit: 0,
      template: {spec: {restartPolicy: 'Never', containers: [{name: 'c', ...container}]}},
    },
  })
  for (let second = 0; second < 30; second += 1) {
    await cluster.engine.advance(1000)
    const {status} = (await client.get({...jobs, name})) as Job
    const end = status?.conditions?.find(({type, status: is}) => is === 'True' && /^(Complete|Failed)$/.test(type))
    if (end) return end.type
  }
  return undefined
}

/** Lets the pods of the namespace `default` do everything. */
export async function trustPods({client}: WholeCluster): Promise<void> {
  const bindings = {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterrolebindings'}
  await client.create(bindings, {
    metadata: {name: 'trusted-pods'},
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'},
    subjects: [{kind: 'ServiceAccount', name: 'default', namespace: 'default'}],
  })
}
