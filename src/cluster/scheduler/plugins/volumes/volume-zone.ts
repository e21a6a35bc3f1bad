import {builtin} from '../../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, Pod, StorageClass} from '../../../../api/kinds.ts'
import type {Plugin} from '../../framework/plugin.ts'
import {skip, unresolvable, type Verdict} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'

const stateKey = 'VolumeZone'

const zone = 'topology.kubernetes.io/zone'
const region = 'topology.kubernetes.io/region'
/** Labels that say where a volume or a node is, and by which name nodes say so now. */
const topologyLabels: Record<string, string> = {
  'failure-domain.beta.kubernetes.io/zone': zone,
  'failure-domain.beta.kubernetes.io/region': region,
  [zone]: zone,
  [region]: region,
}

interface Place {
  label: string
  values: ReadonlySet<string>
}

/** Volumes that are labelled with zones are used by nodes of these zones; nodes without any such label may be anywhere. */
export const volumeZone = ({informers}: PluginContext): Plugin => {
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const classes = informers.informer<StorageClass>(builtin.storageClasses)

  const placesOf = (pod: Pod): Place[] | Verdict => {
    const places: Place[] = []
    for (const {persistentVolumeClaim} of pod.spec?.volumes ?? []) {
      if (!persistentVolumeClaim) continue
      const name = persistentVolumeClaim.claimName
      const claim = claims.get(`${pod.metadata.namespace}/${name}`)
      if (!claim) return unresolvable(`persistentvolumeclaim "${name}" not found`)
      const {volumeName, storageClassName = ''} = claim.spec ?? {}
      const volume = volumes.get(volumeName ?? '')
      if (volume) places.push(...placesIn(volume))
      else if (volumeName) return unresolvable(`persistentvolume "${volumeName}" not found`)
      else if (!storageClassName) return unresolvable('PersistentVolumeClaim had no pv name and storageClass name')
      else {
        const storageClass = classes.get(storageClassName)
        if (!storageClass) return unresolvable(`storageclass.storage.k8s.io "${storageClassName}" not found`)
        if (storageClass.volumeBindingMode !== 'WaitForFirstConsumer')
          return unresolvable('PersistentVolume had no name')
      }
    }
    return places
  }

  return {
    name: 'VolumeZone',
    events: ['StorageClass', 'NodeAdd', 'NodeUpdate', 'PersistentVolumeClaim', 'PersistentVolume'],
    preFilter(state, pod) {
      if (!pod.spec?.volumes) return skip
      const places = placesOf(pod)
      if ('code' in places) return places
      if (places.length === 0) return skip
      state.write(stateKey, places)
      return undefined
    },
    filter(state, _pod, {labels}) {
      if (!Object.keys(topologyLabels).some(label => labels[label] !== undefined)) return undefined
      const fits = state.read<Place[]>(stateKey)!.every(({label, values}) => {
        const value = labels[label] ?? labels[topologyLabels[label]!]
        return value !== undefined && values.has(value)
      })
      return fits ? undefined : unresolvable('node(s) had no available volume zone')
    },
  }
}

/** A label may name several zones: `a__b`. */
const placesIn = ({metadata}: PersistentVolume): Place[] =>
  Object.keys(topologyLabels).flatMap(label => {
    const value = metadata.labels?.[label]
    return value === undefined ? [] : [{label, values: new Set(value.split('__'))}]
  })
