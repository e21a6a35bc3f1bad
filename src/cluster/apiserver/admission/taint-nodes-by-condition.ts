import type {Node} from '../../../api/kinds.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'

const key = 'node.kubernetes.io/not-ready'

/** Keeps pods off a new node until it has shown that it is ready. */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit(attributes) {
    if (attributes.operation !== 'CREATE' || !isAbout(attributes, '', 'nodes')) return
    const node = attributes.object as Node
    const taints = node.spec?.taints ?? []
    if (taints.some(taint => taint.key === key && taint.effect === 'NoSchedule')) return
    node.spec = {...node.spec, taints: [...taints, {key, effect: 'NoSchedule'}]}
  },
}
