import type {Pod, PodSpec, Toleration} from '../../../api/kinds.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'

const seconds = 300
const keys = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']

/** Lets pods stay for five minutes on a node that is not ready or cannot be reached, unless they say otherwise. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit(attributes) {
    if (!isAbout(attributes, '', 'pods') || !attributes.object) return
    const spec = (attributes.object as Pod).spec as PodSpec
    const tolerations = spec.tolerations ?? []
    const missing = keys.filter(key => !tolerations.some(toleration => tolerates(toleration, key)))
    if (missing.length === 0) return
    const added = missing.map(
      (key): Toleration => ({key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: seconds}),
    )
    spec.tolerations = [...tolerations, ...added]
  },
}

const tolerates = ({key, effect}: Toleration, wanted: string): boolean =>
  (!key || key === wanted) && (!effect || effect === 'NoExecute')
