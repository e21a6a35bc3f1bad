import type {Pod, PodSpec, Toleration} from '../../../api/kinds.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'

/** How long pods stay on a node that is not ready, or cannot be reached; seconds. */
export interface TolerationSeconds {
  notReady?: number
  unreachable?: number
}

const usual = 300

/** Lets pods stay for a while on a node that is not ready or cannot be reached, unless they say otherwise. */
export function defaultTolerationSecondsOf({
  notReady = usual,
  unreachable = usual,
}: TolerationSeconds = {}): AdmissionPlugin {
  const defaults: [key: string, seconds: number][] = [
    ['node.kubernetes.io/not-ready', notReady],
    ['node.kubernetes.io/unreachable', unreachable],
  ]
  return {
    name: 'DefaultTolerationSeconds',
    admit(attributes) {
      if (!isAbout(attributes, '', 'pods') || !attributes.object) return
      const spec = (attributes.object as Pod).spec as PodSpec
      const tolerations = spec.tolerations ?? []
      const missing = defaults.filter(([key]) => !tolerations.some(toleration => tolerates(toleration, key)))
      if (missing.length === 0) return
      const added = missing.map(
        ([key, tolerationSeconds]): Toleration => ({key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds}),
      )
      spec.tolerations = [...tolerations, ...added]
    },
  }
}

export const defaultTolerationSeconds = defaultTolerationSecondsOf()

const tolerates = ({key, effect}: Toleration, wanted: string): boolean =>
  (!key || key === wanted) && (!effect || effect === 'NoExecute')
