import {compareKeys} from '../../api/json/index.ts'
import type {PersistentVolumeClaim, Pod} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {writeClaim} from './parts/claim.ts'
import {listAll} from './parts/lists.ts'
import {writeColumn} from './parts/metadata.ts'
import {longTime} from './parts/values.ts'

/** A PersistentVolumeClaim and the pods that use it. */
export const persistentVolumeClaim = describer<PersistentVolumeClaim>(async (claim, out, context) => {
  const {client, chunkSize, now} = context
  const path = {group: '', version: 'v1', resource: 'pods', namespace: claim.metadata.namespace ?? ''}
  const pods = await listAll<Pod>(client, path, {chunkSize})
  writeClaim(out, claim, true, now)
  writeColumn(out, 'Used By', usersOf(claim, pods))
  const {conditions = []} = claim.status ?? {}
  if (conditions.length === 0) return
  out.line(0, 'Conditions:')
  out.line(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage')
  out.line(1, '----\t------\t-----------------\t------------------\t------\t-------')
  for (const {type, status, lastProbeTime, lastTransitionTime, reason = '', message = ''} of conditions)
    out.line(
      1,
      `${type} \t${status} \t${longTime(lastProbeTime)} \t${longTime(lastTransitionTime)} \t${reason} \t${message}`,
    )
})

function usersOf({metadata}: PersistentVolumeClaim, pods: readonly Pod[]): string[] {
  const owners = new Set((metadata.ownerReferences ?? []).filter(({kind}) => kind === 'Pod').map(({uid}) => uid))
  return pods
    .flatMap(pod => {
      const mounts = (pod.spec?.volumes ?? []).filter(
        ({persistentVolumeClaim: source}) => source?.claimName === metadata.name,
      )
      const times = mounts.length || (owners.has(pod.metadata.uid ?? '') ? 1 : 0)
      return Array.from({length: times}, () => pod.metadata.name ?? '')
    })
    .sort(compareKeys)
}
