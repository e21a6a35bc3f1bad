import {groupResourceName} from '../../api/object.ts'
import type {ServedResource} from '../../client/discovery.ts'

/** Kinds that run pods; the others are not even asked for revisions. */
const workloads = [
  'CronJob.batch',
  'DaemonSet.apps',
  'Deployment.apps',
  'Job.batch',
  'Pod',
  'ReplicaSet.apps',
  'ReplicationController',
  'StatefulSet.apps',
]

/** A kind that keeps no revisions. */
export function without({group, kind}: ServedResource, {what, asked}: {what: string; asked: string}): Error {
  const name = groupResourceName({group, resource: kind})
  return new Error(
    workloads.includes(name)
      ? `no ${what} has been implemented for ${JSON.stringify(name)}`
      : `error retrieving ${asked} for ${JSON.stringify(name)}, no visitor method exists for {${group} ${kind}}`,
  )
}
