import type {Pod} from '../../../api/kinds.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {refuse} from './refuse.ts'

const hostname = 'kubernetes.io/hostname'

/** Refuses pods that would keep others off more than their own node. */
export const limitPodHardAntiAffinityTopology: AdmissionPlugin = {
  name: 'LimitPodHardAntiAffinityTopology',
  validate(attributes) {
    if (!isAbout(attributes, '', 'pods') || !attributes.object) return
    const affinity = (attributes.object as Pod).spec?.affinity?.podAntiAffinity
    for (const {topologyKey} of affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [])
      if (topologyKey !== hostname)
        throw refuse(
          attributes,
          `affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey ${topologyKey} but only key ${hostname} is allowed`,
        )
  },
}
