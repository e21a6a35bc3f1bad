import type {DaemonSet, Deployment, StatefulSet} from '../../api/kinds.ts'
import {groupResourceName, type KubeObject} from '../../api/object.ts'
import type {ServedResource} from '../../client/discovery.ts'

export interface RolloutState {
  text: string
  done: boolean
}

/** How far a rollout is; throws once it has failed. */
export type StatusViewer = (object: KubeObject, revision: number) => RolloutState

/** The viewer for a kind; throws for kinds that do not roll out. */
export function statusViewerFor({group, kind}: ServedResource): StatusViewer {
  const name = groupResourceName({group, resource: kind})
  if (name === 'Deployment.apps') return deploymentStatus as StatusViewer
  if (name === 'DaemonSet.apps') return daemonSetStatus as StatusViewer
  if (name === 'StatefulSet.apps') return statefulSetStatus as StatusViewer
  throw new Error(`no status viewer has been implemented for ${name}`)
}

const going = (text: string): RolloutState => ({text: `${text}\n`, done: false})
const done = (text: string): RolloutState => ({text: `${text}\n`, done: true})

function deploymentStatus({metadata, spec, status = {}}: Deployment, revision: number): RolloutState {
  const name = JSON.stringify(metadata.name)
  if (revision > 0) {
    const running = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0)
    if (revision !== running)
      throw new Error(`desired revision (${revision}) is different from the running revision (${running})`)
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return going('Waiting for deployment spec update to be observed...')
  const progress = status.conditions?.find(({type}) => type === 'Progressing')
  if (progress?.reason === 'ProgressDeadlineExceeded')
    throw new Error(`deployment ${name} exceeded its progress deadline`)
  const {replicas = 0, updatedReplicas = 0, availableReplicas = 0} = status
  const waiting = `Waiting for deployment ${name} rollout to finish:`
  if (spec?.replicas !== undefined && updatedReplicas < spec.replicas)
    return going(`${waiting} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`)
  if (replicas > updatedReplicas)
    return going(`${waiting} ${replicas - updatedReplicas} old replicas are pending termination...`)
  if (availableReplicas < updatedReplicas)
    return going(`${waiting} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`)
  return done(`deployment ${name} successfully rolled out`)
}

const onlyRolling = (): Error => new Error('rollout status is only available for RollingUpdate strategy type')

function daemonSetStatus({metadata, spec, status}: DaemonSet): RolloutState {
  if (spec?.updateStrategy?.type !== 'RollingUpdate') throw onlyRolling()
  const name = JSON.stringify(metadata.name)
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0))
    return going('Waiting for daemon set spec update to be observed...')
  const {desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0} = status ?? {}
  const waiting = `Waiting for daemon set ${name} rollout to finish:`
  if (updatedNumberScheduled < desiredNumberScheduled)
    return going(`${waiting} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`)
  if (numberAvailable < desiredNumberScheduled)
    return going(`${waiting} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`)
  return done(`daemon set ${name} successfully rolled out`)
}

function statefulSetStatus({metadata, spec, status}: StatefulSet): RolloutState {
  if (spec?.updateStrategy?.type !== 'RollingUpdate') throw onlyRolling()
  const observed = status?.observedGeneration ?? 0
  if (observed === 0 || (metadata.generation ?? 0) > observed)
    return going('Waiting for statefulset spec update to be observed...')
  const {readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0} = status ?? {}
  const {replicas} = spec
  if (replicas !== undefined && readyReplicas < replicas)
    return going(`Waiting for ${replicas - readyReplicas} pods to be ready...`)
  const rolling = spec.updateStrategy.rollingUpdate
  if (rolling) {
    const wanted = (replicas ?? 0) - (rolling.partition ?? 0)
    if (replicas !== undefined && rolling.partition !== undefined && updatedReplicas < wanted)
      return going(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...`,
      )
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`)
  }
  const {updateRevision = '', currentRevision = ''} = status ?? {}
  return updateRevision === currentRevision
    ? done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`)
    : going(
        `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
      )
}
