import {builtin} from '../../../../api/builtin-resources.ts'
import type {PersistentVolumeClaim, Pod, Volume} from '../../../../api/kinds.ts'
import {objectKey} from '../../../../api/object.ts'
import type {CloneableFact} from '../../framework/cycle-state.ts'
import type {Plugin} from '../../framework/plugin.ts'
import {skip, unresolvable, unschedulable} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'

const stateKey = 'VolumeRestrictions'

/** Claims that one pod alone may use at a time, and how many users other pods are. */
class SoleUse implements CloneableFact {
  readonly claims: ReadonlySet<string>
  users: number

  constructor(claims: ReadonlySet<string>, users: number) {
    this.claims = claims
    this.users = users
  }

  clone(): SoleUse {
    return new SoleUse(this.claims, this.users)
  }
}

/** Claims of mode ReadWriteOncePod are used by one pod in the whole cluster; some sorts of disk are written by one pod of a node. */
export const volumeRestrictions = ({informers, cache}: PluginContext): Plugin => {
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)

  const usersOf = (sole: ReadonlySet<string>): number =>
    [...sole].filter(key => cache.nodes.some(({pods}) => [...pods.values()].some(pod => claimKeys(pod).includes(key))))
      .length

  const change = (state: {read<T>(key: string): T | undefined}, other: Pod, by: number): void => {
    const use = state.read<SoleUse>(stateKey)
    if (use) use.users += by * claimKeys(other).filter(key => use.claims.has(key)).length
  }

  return {
    name: 'VolumeRestrictions',
    events: ['PodDelete', 'NodeAdd', 'PersistentVolumeClaim'],
    preFilter(state, pod) {
      const sole = new Set<string>()
      for (const key of claimKeys(pod)) {
        const claim = claims.get(key)
        if (!claim) return unresolvable(`persistentvolumeclaim "${key.split('/')[1]}" not found`)
        if (claim.spec?.accessModes?.includes('ReadWriteOncePod')) sole.add(objectKey(claim))
      }
      const users = sole.size > 0 ? usersOf(sole) : 0
      if (users === 0 && !pod.spec?.volumes?.some(isDisk)) return skip
      state.write(stateKey, new SoleUse(sole, users))
      return undefined
    },
    addPod: (state, _pod, added) => change(state, added, 1),
    removePod: (state, _pod, removed) => change(state, removed, -1),
    filter(state, pod, {pods}) {
      const disks = (pod.spec?.volumes ?? []).filter(isDisk)
      if (disks.length > 0)
        for (const {spec} of pods.values())
          if (disks.some(disk => spec?.volumes?.some(other => clash(disk, other))))
            return unschedulable('node(s) had no available disk')
      return state.read<SoleUse>(stateKey)!.users > 0
        ? unschedulable(
            'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
          )
        : undefined
    },
  }
}

const claimKeys = ({metadata, spec}: Pod): string[] =>
  (spec?.volumes ?? []).flatMap(({persistentVolumeClaim}) =>
    persistentVolumeClaim ? [`${metadata.namespace}/${persistentVolumeClaim.claimName}`] : [],
  )

const isDisk = ({gcePersistentDisk, awsElasticBlockStore, rbd, iscsi}: Volume): boolean =>
  Boolean(gcePersistentDisk ?? awsElasticBlockStore ?? rbd ?? iscsi)

/** Whether two pods of a node cannot both have these. */
function clash(a: Volume, b: Volume): boolean {
  const shared = (one?: {readOnly?: boolean}, other?: {readOnly?: boolean}) => Boolean(one?.readOnly && other?.readOnly)
  const [gce, otherGce] = [a.gcePersistentDisk, b.gcePersistentDisk]
  if (gce && otherGce && gce.pdName === otherGce.pdName && !shared(gce, otherGce)) return true
  const [aws, otherAws] = [a.awsElasticBlockStore, b.awsElasticBlockStore]
  if (aws && otherAws && aws.volumeID === otherAws.volumeID) return true
  const [iscsi, otherIscsi] = [a.iscsi, b.iscsi]
  if (iscsi && otherIscsi && iscsi.iqn === otherIscsi.iqn && !shared(iscsi, otherIscsi)) return true
  const [rbd, otherRbd] = [a.rbd, b.rbd]
  return Boolean(
    rbd &&
      otherRbd &&
      rbd.monitors.some(monitor => otherRbd.monitors.includes(monitor)) &&
      rbd.pool === otherRbd.pool &&
      rbd.image === otherRbd.image &&
      !shared(rbd, otherRbd),
  )
}
