import type {Pod} from '../../../api/kinds.ts'
import {isExtendedResource} from '../../resources/validation/quantities.ts'
import type {AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {addToleration} from './tolerations.ts'

/** Lets pods that ask for extended resources on the nodes that are kept for them by a taint of the resource's name. */
export const extendedResourceToleration: AdmissionPlugin = {
  name: 'ExtendedResourceToleration',
  admit(attributes) {
    if (!isAbout(attributes, '', 'pods') || !attributes.object) return
    const {spec} = attributes.object as Pod
    if (!spec) return
    const asked = [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({resources}) =>
      Object.keys(resources?.requests ?? {}),
    )
    for (const key of [...new Set(asked)].filter(isExtendedResource).sort())
      spec.tolerations = addToleration(spec.tolerations, {key, operator: 'Exists', effect: 'NoSchedule'})
  },
}
