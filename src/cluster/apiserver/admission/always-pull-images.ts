import {fieldErrorText, notSupported} from '../../../api/field-error.ts'
import type {Pod, PodSpec} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {StatusError} from '../../../api/status-error.ts'
import {allContainers} from '../../resources/core/pod/containers.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {refuse} from './refuse.ts'

/** Has every image pulled each time, so that nobody runs another's private images because they are on the node already. */
export const alwaysPullImages: AdmissionPlugin = {
  name: 'AlwaysPullImages',
  admit(attributes) {
    if (!isConcerned(attributes)) return
    const spec = specOf(attributes.object)
    for (const {container} of allContainers(spec, 'spec')) container.imagePullPolicy = 'Always'
    for (const {image} of spec.volumes ?? []) if (image) image.pullPolicy = 'Always'
  },
  validate(attributes) {
    if (!isConcerned(attributes)) return
    const refusals = policiesOf(specOf(attributes.object))
      .filter(({policy}) => policy !== 'Always')
      .map(({path, policy}) => refuse(attributes, fieldErrorText(notSupported(path, policy, ['Always']))))
    const [first] = refusals
    if (!first) return
    if (refusals.length === 1) throw first
    throw new StatusError({message: `[${refusals.map(({message}) => message).join(', ')}]`, code: 500})
  },
}

const specOf = (pod: KubeObject | undefined): PodSpec => (pod as Pod).spec as PodSpec

/** Writes of pods, but for updates that bring no image which was not there before. */
function isConcerned(attributes: AdmissionAttributes): boolean {
  if (!isAbout(attributes, '', 'pods') || !attributes.object || attributes.operation === 'DELETE') return false
  if (attributes.operation !== 'UPDATE') return true
  const before = new Set(imagesOf(attributes.old))
  return imagesOf(attributes.object).some(image => !before.has(image))
}

const imagesOf = (pod: KubeObject | undefined): (string | undefined)[] =>
  allContainers(specOf(pod), 'spec').map(({container}) => container.image)

const policiesOf = (spec: PodSpec): {path: string; policy: string}[] => [
  ...allContainers(spec, 'spec').map(({container, path}) => ({
    path: `${path}.imagePullPolicy`,
    policy: container.imagePullPolicy ?? '',
  })),
  ...(spec.volumes ?? []).flatMap(({image}, index) =>
    image ? [{path: `spec.volumes[${index}].image.pullPolicy`, policy: image.pullPolicy ?? ''}] : [],
  ),
]
