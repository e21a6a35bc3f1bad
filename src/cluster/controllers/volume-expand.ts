import {builtin} from '../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim} from '../../api/kinds.ts'
import {objectKey} from '../../api/object.ts'
import {compareQuantities} from '../../api/quantity.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {isReservedFor} from '../runtime/volume-match.ts'
import {sayAs} from './say.ts'

/** Says of claims that want to be larger whom they wait for: no volume is left that Kubernetes itself could make larger. */
export function createVolumeExpand(context: ComponentContext): Component {
  const claims = context.informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = context.informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const say = sayAs('volume_expand', context)
  /** What each claim wanted and had when its waiting was last told. */
  const told = new Map<string, string>()

  return createController(context, {
    name: 'persistentvolume-expander-controller',
    queue: 'volume_expand',
    watches: [
      watch(claims, claim => (claim.status?.phase === 'Bound' ? [objectKey(claim)] : []), hasGrown),
      watch(volumes, () => []),
    ],
    async reconcile(key) {
      const claim = claims.get(key)
      const volume = claim && volumes.get(claim.spec?.volumeName ?? '')
      if (!claim || !volume || !isReservedFor(volume, claim) || compare(wantedOf(claim), capacityOf(claim)) <= 0) {
        told.delete(key)
        return undefined
      }
      const now = `${claim.metadata.uid} ${wantedOf(claim)} ${capacityOf(claim)}`
      if (told.get(key) !== now)
        say(claim, 'Normal', 'ExternalExpanding', 'waiting for an external controller to expand this PVC')
      told.set(key, now)
      return undefined
    },
  })
}

const hasGrown = (claim: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean =>
  compare(wantedOf(claim), wantedOf(old)) > 0 || compare(capacityOf(claim), capacityOf(old)) > 0

const wantedOf = ({spec}: PersistentVolumeClaim): string | undefined => spec?.resources?.requests?.['storage']

const capacityOf = ({status}: PersistentVolumeClaim): string | undefined => status?.capacity?.['storage']

const compare = (one = '0', other = '0'): number => compareQuantities(one, other)
